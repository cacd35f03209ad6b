"""What one trigger says, while its sentence is being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.documents import ActorMention, Figure, PlaceMention, TimeExpression
from etl.events.items import Item
from etl.events.lexicon import Reading, Row


@dataclass(slots=True, eq=False)
class Candidate:
    """One trigger with what was found around it. Items keep their positions in the layers."""

    row: Row
    reading: Reading
    event_type: str
    #: Tokens of the trigger.
    first: int
    stop: int
    sentence: int
    modality: str = "asserted"
    sources: list[Item] = field(default_factory=list)
    targets: list[Item] = field(default_factory=list)
    figures: list[Item] = field(default_factory=list)
    place: PlaceMention | None = None
    origin: PlaceMention | None = None
    destination: PlaceMention | None = None
    date: tuple[int, TimeExpression] | None = None
    #: Sums up since a beginning that no date gives (منذ بدء الحرب): of no one day.
    since: bool = False
    speaker: ActorMention | None = None
    #: The subject is a pronoun (انه قصف), and the part that it plays.
    pronoun: bool = False
    pronoun_role: str = ""
    #: A passive verb, or a noun that names victims.
    passive: bool = False
    #: The place stands in the clause of the trigger itself.
    near: bool = False
    #: A trigger of the same story, whose place and day serve where this one has none.
    partner: Candidate | None = None
    #: True where place or date were lent by the text around, not by the sentence.
    lent: bool = False
    #: Log-odds that it is told as news rather than mentioned; None where the type has no such weights.
    told: float | None = None
    #: A complete report by its grammar alone: who, to whom or where, in a main clause.
    plain: bool = False
    #: Told as one more of its kind: انفجار ثان, زلزال آخر.
    another: bool = False
    #: What lends the event its existence besides its trigger, for the confidence.
    supported: bool = False

    def actors(self, role: str) -> list[ActorMention]:
        """Actors in the role ``source`` or ``target``, each once."""
        found: list[ActorMention] = []
        for item in self.sources if role == "source" else self.targets:
            if item.actor is not None and item.actor not in found:
                found.append(item.actor)
        return found

    def counts(self) -> list[Figure]:
        return [item.figure for item in self.figures if item.figure is not None]
