"""What is asked of a catalogue before it is published: its files, and the site that they make.

`check` finds everything in one run; `links` looks at every link of a drawn site; `ask` asks addresses
of other sites.
"""

from builder.checking.external import Answer, ask
from builder.checking.rendered import Dead, Found, links
from builder.checking.whole import Checked, check, told

__all__ = ["Answer", "Checked", "Dead", "Found", "ask", "check", "links", "told"]
