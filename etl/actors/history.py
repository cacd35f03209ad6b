"""Who was named so far in a document: what definite descriptions refer back to."""

from __future__ import annotations

from etl.actors.drafts import Draft
from etl.actors.knowledge import Actor, Description, Knowledge


class History:
    """``seen`` maps an actor's id to the turn in which it was named last."""

    def __init__(self, known: Knowledge) -> None:
        self._known = known
        self._turn = 0
        self.seen: dict[str, int] = {}
        self._by_head: dict[str, list[Actor | Draft]] = {}
        self._by_institution: dict[str, Actor] = {}

    def saw(self, actor: Actor, *, is_metonym: bool = False) -> None:
        """``is_metonym``: only its capital was named, so that no الحكومة later on refers back to it."""
        self._turn += 1
        self.seen[actor.actor_id] = self._turn
        for head in self._known.heads.get(actor.actor_id, ()):
            self._by_head.setdefault(head, []).append(actor)
        _, dash, institution = actor.actor_id.partition("-")
        if dash and not is_metonym:
            self._by_institution[institution] = actor

    def saw_unknown(self, head: str, draft: Draft) -> None:
        """An organisation that no table knows was named, its first word ``head``."""
        self._by_head.setdefault(head, []).append(draft)

    def antecedent(self, description: Description) -> Actor | Draft | None:
        """Who ``description`` refers back to: the one named last of those that it fits; a draft if no table has it."""
        named = [actor_id for actor_id in description.antecedents if actor_id in self.seen]
        if named:
            return self._known.actors[max(named, key=lambda actor_id: self.seen[actor_id])]
        if description.head:
            for actor in reversed(self._by_head.get(description.head, ())):
                if actor.kind in description.kinds:
                    return actor
        if description.institution:
            return self._by_institution.get(description.institution)
        return None
