"""Evidence: what a calibration could check before anybody relies on it. No result of a simulation depends on it.

`calibrate` writes it into the fragment, so that whatever shows the firm can say beside it how far to trust it.
"""

from typing import Literal

from pydantic import Field

from simlib.scenario.fields import Part, PlainDate


class NaiveErrors(Part):
    """Errors of the rules that a treasurer would use, on the weeks of the back-test."""

    due_date: float | None = Field(None, ge=0.0, description="Everyone pays on the due date.")
    median_lateness: float | None = Field(None, ge=0.0, description="Each customer is as late as it usually is.")
    ageing: float | None = Field(None, ge=0.0, description="Each class of age collects the share it usually does.")


class BacktestEvidence(Part):
    """A forecast made again and again in the past, held against what came.

    Errors are WAPE: the sum over the weeks of what was missed, over what came, averaged over the origins. Scores are shares of what came.
    """

    verdict: Literal["good", "fair", "poor", "short"] = Field("short", description="How the forecast did.")
    as_of: PlainDate | None = Field(None, description="Last day of the ledger.")
    origins: int = Field(0, ge=0, description="Days of the past on which a forecast was made.")
    weeks: int = Field(0, ge=0, description="Weeks that each of them looked ahead.")
    wape: float | None = Field(None, ge=0.0, description="Error of the forecast.")
    naive: NaiveErrors = NaiveErrors()
    bootstrap_wape: float | None = Field(None, ge=0.0, description="Error of a draw from each customer's lateness.")
    coverage: float | None = Field(None, ge=0.0, le=1.0, description="Share of weeks inside the 80 % band.")
    interval_score: float | None = Field(None, ge=0.0, description="Interval score of the 80 % band.")
    bootstrap_interval_score: float | None = Field(None, ge=0.0, description="That of a draw from each lateness.")
    crps: float | None = Field(None, ge=0.0, description="Continuous ranked probability score.")


class Evidence(Part):
    """What was checked of a calibrated firm."""

    backtest: BacktestEvidence | None = Field(None, description="The forecast against the past.")
    risk_auc: float | None = Field(
        None,
        ge=0.0,
        le=1.0,
        description="How well the risk ranks customers on months held out: 0.5 is luck, 1 perfect.",
    )
    risk_auc_low: float | None = Field(None, ge=0.0, le=1.0, description="Lower bound of its 90 % interval.")
    risk_auc_high: float | None = Field(None, ge=0.0, le=1.0, description="Upper bound of its 90 % interval.")
    risk_invoices: int | None = Field(None, ge=0, description="Invoices it was checked on.")
