"""Policy: what the firm decides."""

from simlib.scenario.calls import Calls, Plans, PromiseRules
from simlib.scenario.credit import Credit, Insurance
from simlib.scenario.desks import CashApplication, Crm, DisputeDesk, Portal, SalesTeam
from simlib.scenario.escalation import Escalation, LateFees
from simlib.scenario.fields import Both, Part, lever
from simlib.scenario.financing import Discount, Factoring
from simlib.scenario.reminders import CHANNEL_LABELS, DEFAULT_PLAN, Plan, Reminders, Segmentation, Step

__all__ = ["CHANNEL_LABELS", "DEFAULT_PLAN", "Calls", "Plan", "Policy", "Ramp", "Reminders", "Segmentation", "Step"]


class Ramp(Part):
    """How a policy comes in: customers join it evenly over some months."""

    from_month: int = lever(
        0, kind="integer", unit="months", minimum=0, maximum=60, step=1, moves="weighted_days_late", direction=+1,
        group="reminders",
        label=Both("Début du déploiement", "Start of the roll-out"),
        help=Both(
            "Mois entre le début du scénario et l’entrée en vigueur de la politique pour les premiers clients.",
            "Months from the start of the scenario until the policy holds for the first customers.",
        ),
    )  # fmt: skip
    months: int = lever(
        0, kind="integer", unit="months", minimum=0, maximum=36, step=1, moves="weighted_days_late", direction=+1,
        group="reminders",
        label=Both("Durée du déploiement", "Length of the roll-out"),
        help=Both(
            "Mois sur lesquels les clients passent à la nouvelle politique ; 0 : tous à la fois.",
            "Months over which customers come under the new policy; 0 is all at once.",
        ),
    )  # fmt: skip


class Policy(Part):
    """What the firm decides."""

    reminders: Reminders = Reminders()
    calls: Calls = Calls()
    promises: PromiseRules = PromiseRules()
    plans: Plans = Plans()
    disputes: DisputeDesk = DisputeDesk()
    cash_application: CashApplication = CashApplication()
    portal: Portal = Portal()
    crm: Crm = Crm()
    sales_team: SalesTeam = SalesTeam()
    credit: Credit = Credit()
    insurance: Insurance = Insurance()
    discount: Discount = Discount()
    factoring: Factoring = Factoring()
    late_fees: LateFees = LateFees()
    escalation: Escalation = Escalation()
    ramp: Ramp = Ramp()

    def plan_of(self, segment: str) -> Plan:
        """Return the plan of a segment: its own, else the default one, else one without steps."""
        plans = self.reminders.plans
        return plans[segment] if segment in plans else plans.get(DEFAULT_PLAN, Plan())
