"""What is asked of the site once it is drawn: whether its links lead somewhere.

`links` looks at every link of the site's files; `ask` asks the addresses of other sites that it finds.
"""

from builder.checking.external import Answer, ask
from builder.checking.rendered import Dead, Found, links

__all__ = ["Answer", "Dead", "Found", "ask", "links"]
