"""Who walks time: the reference engine tells the model, the compiled one is fast; neither knows the other."""
