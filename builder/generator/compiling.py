"""Templates compiled to plainer Python than Jinja's own.

Jinja asks of everything first what it is. Here a call is a call, a dot an attribute, brackets a key and a macro a
function. What every page has (the globals of the environment) is bound once, when a template is read: no page can give
such a name another meaning. Words are told in the language of the environment at that moment too, so that all languages
share the code. Undefined names, escaping and inheritance are Jinja's.
"""

import marshal
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from jinja2 import BytecodeCache, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef, find_undeclared
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.runtime import markup_join
from markupsafe import Markup, _escape_inner  # type: ignore[attr-defined]

_new = str.__new__


def marked(text: str = "") -> Markup:
    """The text as HTML."""
    return _new(Markup, text)


def escape(value: object) -> str:
    """What stands in HTML for a value."""
    if type(value) is str:
        return _escape_inner(value)
    if type(value) is Markup:
        return value
    if hasattr(value, "__html__"):
        return str(value.__html__())
    return _escape_inner(str(value))


def joined(parts: tuple[Any, ...]) -> str:
    """The parts as one text; as HTML as soon as one of them is."""
    if Markup in map(type, parts):
        return markup_join(parts)
    return "".join(map(str, parts))


class Loop:
    """Where a loop stands."""

    __slots__ = ("first", "index0", "last")
    first: bool
    """Whether this is the first round."""
    index0: int
    """The number of the round, from 0."""
    last: bool
    """Whether this is the last round."""


def looped(items: Iterable[Any], _: object) -> Iterator[tuple[Any, Loop]]:
    """Each item, with the same loop as it stands there."""
    held, loop = list(items), Loop()
    end = len(held) - 1
    for number, item in enumerate(held):
        loop.first, loop.index0, loop.last = number == 0, number, number == end
        yield item, loop


class Compiled(BytecodeCache):
    """The code of templates as long as this process lives: environments that differ in nothing but values share it."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, ...], tuple[str, Any]] = {}
        self.hand_over: Callable[[bytes], None] | None = None
        """Gives what is compiled here to the process that started this one."""
        self.arrived: Callable[[], Iterable[bytes]] = tuple
        """Gives what such a process has handed over by now; never what stands on a disk, for it is code."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives the code where there is one of the same text."""
        bucket.code = self._known(bucket)
        if bucket.code is None:
            self.take(self.arrived())
            bucket.code = self._known(bucket)

    def _known(self, bucket: Bucket) -> Any:
        checksum, code = self._held.get(_key(bucket), ("", None))
        return code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps it, in the place of that of an older text."""
        made = {_key(bucket): (bucket.checksum, bucket.code)}
        self._held |= made
        if self.hand_over:
            self.hand_over(marshal.dumps(made))

    def take(self, handed_over: Iterable[bytes]) -> None:
        """Adds what was handed over."""
        for made in handed_over:
            self._held |= marshal.loads(made)


def _key(bucket: Bucket) -> tuple[str, ...]:
    return (bucket.key, *sorted(bucket.environment.globals))


class Plain(CodeGenerator):
    """Writes the Python of a template.

    Of its environment it takes two functions: `told` gives the words for a message, and `sentence` a function of the
    named variables of one.
    """

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's names
        """All of it; what it takes from outside stands at its end, bound when the template is read."""
        self._bound: dict[str, str] = {}
        super().visit_Template(node, frame)
        self.writeline(f"from {__name__} import escape, joined as markup_join, looped as LoopContext, marked as Markup")
        for value, name in self._bound.items():
            self.writeline(f"{name} = {value}")

    def _bind(self, value: str) -> str:
        return self._bound.setdefault(value, f"bound_{len(self._bound)}")

    def pull_dependencies(self, nodes: Iterable[nodes.Node]) -> None:
        """Nothing: filters and tests are bound as they are met."""

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802
        """Applies it."""
        self.filters[node.name] = self._bind(f"environment.filters[{node.name!r}]")
        super().visit_Filter(node, frame)

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802
        """Asks it."""
        self.tests[node.name] = self._bind(f"environment.tests[{node.name!r}]")
        super().visit_Test(node, frame)

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        """Takes the macros, which are made once: no page has a part in them."""
        if node.with_context:
            self.fail("macros are made once for all pages: give them what they need of a page", node.lineno)
        self.write("environment.get_template(")
        self.visit(node.template, frame)
        self.write(").module")

    def enter_frame(self, frame: Frame) -> None:
        """Begins what is written, and looks up the names that a page may have, none that every page has."""
        if frame.toplevel or frame.block_frame:
            self.buffer(frame)
        every = frame.symbols.loads
        frame.symbols.loads = {target: load for target, load in every.items() if not self._is_shared(load)}
        super().enter_frame(frame)
        frame.symbols.loads = every

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        """Gives what was written, at once."""
        if frame.toplevel or frame.block_frame:
            self.writeline(f"yield concat({frame.buffer})")
        super().leave_frame(frame, with_python_scope)

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:  # noqa: N802
        """The variable, or what every page has by this name."""
        if node.ctx == "load" and self._is_shared(frame.symbols.find_load(frame.symbols.ref(node.name))):
            self.write(self._bind(f"environment.globals[{node.name!r}]"))
        else:
            super().visit_Name(node, frame)

    def _is_shared(self, load: tuple[str, str | None] | None) -> bool:
        return load is not None and load[0] == VAR_LOAD_RESOLVE and load[1] in self.environment.globals

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Reads an attribute."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        """Reads what has a key, or a part of a list."""
        self.visit(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Calls a function, a macro or, as `self.title()`, a block."""
        called = node.node
        if isinstance(called, nodes.Getattr) and isinstance(called.node, nodes.Name) and called.node.name == "self":
            self.write(f"Markup(concat(context.blocks[{called.attr!r}][0](context)))")
            return
        if function := _told(node):
            self._tell(node, function, frame)
            return
        self.visit(called, frame)
        self.write("(")
        for each in (*node.args, *node.kwargs):
            self.visit(each, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def _tell(self, node: nodes.Call, function: str, frame: Frame) -> None:
        message = node.args[0].as_const()
        if function == "_":
            self.write(self._bind(f"environment.told({message!r})"))
            return
        names = tuple(each.key for each in node.kwargs)
        self.write(f"{self._bind(f'environment.sentence({message!r}, {names!r})')}(")
        for each in node.kwargs:
            self.write("escape(")
            self.visit(each.value, frame)
            self.write("), ")
        self.write(")")

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> str:
        if isinstance(node, (nodes.Const, nodes.TemplateData)):
            return super()._output_child_to_const(node, frame, finalize)
        # the language may have a part in all else
        raise nodes.Impossible

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if not _told(node):
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if not _told(node):
            super()._output_child_post(node, frame, finalize)

    def macro_body(self, node: nodes.Macro | nodes.CallBlock, frame: Frame) -> tuple[Frame, MacroRef]:
        """A function with the parameters of the macro, and `caller` where it asks for that."""
        frame = frame.inner()
        frame.symbols.analyze_node(node)
        parameters = {arg.name: frame.symbols.declare_parameter(arg.name) for arg in node.args}
        calls = "caller" in find_undeclared(node.body, ("caller",))
        if calls:
            frame.symbols.declare_parameter("caller")
        frame.require_output_check = False
        frame.symbols.analyze_node(node)
        defaults = dict(zip([*parameters][len(parameters) - len(node.defaults) :], node.defaults, strict=True))
        told = [f"{name}=missing" if name in defaults else name for name in parameters]
        self.writeline(f"def macro({', '.join((*told, *(['caller=missing'] if calls else [])))}):", node)
        self.indent()
        self.buffer(frame)
        self.enter_frame(frame)
        for name, target in parameters.items():
            self.writeline(f"{target} = {name}")
            if name in defaults:
                self.writeline(f"if {target} is missing: {target} = ")
                self.visit(defaults[name], frame)
        if calls:
            self.writeline(f"{frame.symbols.ref('caller')} = undefined(name='caller') if caller is missing else caller")
        self.blockvisit(node.body, frame)
        self.return_buffer_contents(frame)
        self.leave_frame(frame, with_python_scope=True)
        self.outdent()
        return frame, MacroRef(node)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """The function itself."""
        self.write("macro")


def _told(node: nodes.Expr) -> str:
    """The function that tells words of the interface, where the node is such words: they are HTML already."""
    called = node.node if isinstance(node, nodes.Call) and node.args and isinstance(node.args[0], nodes.Const) else None
    return called.name if isinstance(called, nodes.Name) and called.name in ("_", "gettext") else ""
