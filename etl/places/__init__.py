"""Places: found with generic noun and direction, resolved by document."""

from etl.places.adjectives import no_adjectives
from etl.places.containing import takes_in
from etl.places.finding import find_places
from etl.places.frames import is_frame_word
from etl.places.gazetteer import Gazetteer, Place, gazetteer

__all__ = ["Gazetteer", "Place", "find_places", "gazetteer", "is_frame_word", "no_adjectives", "takes_in"]
