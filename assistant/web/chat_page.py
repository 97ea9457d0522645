"""The applicants' chat page (Gradio): pick a question or ask one, read the answer, open its clause."""

import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

import gradio as gr
from starlette.concurrency import run_in_threadpool

from assistant.messages import message
from assistant.settings import Settings
from assistant.web.feedback_row import FeedbackRow
from assistant.web.remembered import Remembered, remembered
from assistant.web.service import Service
from assistant.web.statement import statement
from assistant.web.talk import Place, turns
from assistant.web.topics import topics

# where the browser keeps the conversation and the district, and the key that Gradio wants to scramble them with:
# it is no secret, and must stay the same so that what was kept can be read after the server was started anew. What is
# kept must be true in a script's eyes: Gradio writes nothing else down, and what stood there before would stay
_KEPT, _PLACE = "policy-conversation", "policy-district"
_NAME = "name"
_SESSIONS = 100  # whose parts Gradio keeps as they were last shown: it can do without, and each takes memory
_QUIET: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}


class ChatPage:
    """The page's parts, and what they do."""

    def __init__(self, service: Service, settings: Settings, notice: Callable[[], str | None]) -> None:
        """Lay the page out, inside the Blocks that are open, and wire it."""
        self._service = service
        self._settings = settings
        self._notice = notice
        self._laid_out = service.corpus  # what the page's parts say as long as nobody tells them otherwise
        self._kept = gr.BrowserState(storage_key=_KEPT, secret=_KEPT)
        self._place = gr.BrowserState(storage_key=_PLACE, secret=_PLACE)
        with gr.Row(elem_id="options"):
            self._district = self._districts()
            self._clear = gr.Button(message("page.clear"), scale=0, min_width=96, elem_id="clear")
        with gr.Column(elem_id="talk"):
            with gr.Column(elem_id="welcome") as self._welcome:
                self._picks = _welcome()
            self._chat = _chat()
        with gr.Row(equal_height=True, elem_id="asking"):
            self._box = _box()
            self._send = gr.Button(message("page.send"), variant="primary", scale=0, min_width=76, elem_id="send")
            self._stop = gr.Button(
                message("page.stop"), variant="stop", scale=0, min_width=76, elem_id="stop", visible=False
            )
        self._feedback = FeedbackRow(service.recorder)
        self._statement = gr.Markdown(self._stated(), elem_id="statement")
        self._wire()

    def _districts(self) -> gr.Dropdown:
        choices = self._choices()
        return gr.Dropdown(
            choices=choices,
            value="",
            label=message("page.district"),
            elem_id="district",
            filterable=False,
            visible=len(choices) > 1,
        )

    def _choices(self) -> list[tuple[str, str]]:
        names = [district.name for district in self._service.corpus.districts if not district.city]
        return [(message("page.district_any"), ""), *((name, name) for name in names)]

    def _stated(self) -> str:
        return statement(self._service.corpus, self._settings.records_days)

    def _wire(self) -> None:
        buttons = [self._send, self._stop, self._clear]
        outputs = [self._kept, self._chat, self._welcome, self._box, *buttons, *self._feedback.parts]
        # one question at a time: what is asked while an answer is under way would lose one of the two; whose turn
        # comes when is for the gate to say, which the interfaces share
        asking: dict[str, Any] = {
            "outputs": outputs,
            "show_progress": "hidden",
            "trigger_mode": "once",
            "concurrency_limit": None,
            "api_visibility": "private",
        }
        known = [self._kept, self._district]
        events = [gr.on([self._box.submit, self._send.click], self._ask, [self._box, *known], **asking)]
        events += [button.click(self._ask, [button, *known], **asking) for button in self._picks]
        events.append(self._chat.option_select(self._ask_option, known, **asking))
        # queued, too, so that what they show comes behind all that was on its way
        ending = {name: value for name, value in asking.items() if name != "trigger_mode"}
        self._stop.click(self._stopped, [self._kept], cancels=events, **ending)
        self._clear.click(self._anew, None, **ending)
        self._district.input(lambda place: {_NAME: place}, [self._district], [self._place], **_QUIET)
        self._feedback.listen(self._kept)

    def restore_on(self, page: gr.Blocks) -> None:
        """Show what the browser keeps when the page is opened."""
        parts = [self._chat, self._welcome, self._district, self._statement, *self._feedback.parts]
        page.load(self._restored, [self._kept, self._place], parts, **_QUIET)

    async def _ask(self, text: str, kept: object, district: str) -> AsyncIterator[dict[Any, Any]]:
        if not text.strip():  # most often a second tap on the same button, once the first has emptied the box
            yield {self._box: ""}
            return
        before = remembered(kept)
        before = before if before.name else before.model_copy(update={"name": secrets.token_urlsafe(12)})
        # Gradio makes every part anew at every step, whether the step changes it or not: few parts, and few steps
        step = {
            self._box: "",
            self._welcome: gr.update(visible=False),
            **self._busy(True),
            **self._feedback.shown(False),
        }
        place = Place(district, self._settings.area_code)
        async for turn in turns(self._service, text, before, place, await run_in_threadpool(self._notice)):
            step[self._chat] = turn.messages(before)
            if turn.after is None:
                yield step
                step = {}
            else:  # the last one: shown together with what ends the turn
                step |= {self._kept: turn.after.model_dump(), **self._feedback.shown(bool(turn.after.answer))}
        yield {**step, **self._busy(False)}

    async def _ask_option(self, kept: object, district: str, chosen: gr.SelectData) -> AsyncIterator[dict[Any, Any]]:
        async for shown in self._ask(str(chosen.value), kept, district):
            yield shown

    def _busy(self, busy: bool) -> dict[Any, Any]:
        """Send gives way to stop while an answer is under way; what would be emptied then waits until it is there."""
        return {
            self._send: gr.update(visible=not busy),
            self._stop: gr.update(visible=busy),
            self._clear: gr.update(interactive=not busy),
        }

    def _stopped(self, kept: object) -> dict[Any, Any]:
        """The answer under way is dropped; what was whole before it stays."""
        before = remembered(kept)
        return {**self._shown(before), **self._busy(False)}

    def _anew(self) -> dict[Any, Any]:
        nothing = Remembered()
        return {self._kept: nothing.model_dump(), self._box: "", **self._shown(nothing), **self._busy(False)}

    def _restored(self, kept: object, place: object) -> dict[Any, Any]:
        """What is kept; where nothing is, the page stays as it is: somebody may have asked already."""
        conversation = remembered(kept)
        name = place.get(_NAME) if isinstance(place, dict) else None
        known = [district.name for district in self._service.corpus.districts]
        picked = name if name in known else ""
        parts = {self._district: picked or gr.skip(), **self._renewed(picked)}
        return {**self._shown(conversation), **parts} if conversation.messages else parts

    def _renewed(self, district: str) -> dict[Any, Any]:
        """What the page says of its texts, where others have been built since it was laid out."""
        if self._service.corpus is self._laid_out:
            return {}
        choices = self._choices()
        # what is picked is checked against the part's own choices, once Gradio has forgotten what it showed to whom;
        # pages that were opened before offer what was there then
        self._district.choices = list(dict.fromkeys([*self._district.choices, *choices]))
        shown = gr.update(choices=choices, value=district, visible=len(choices) > 1)
        return {self._district: shown, self._statement: self._stated()}

    def _shown(self, conversation: Remembered) -> dict[Any, Any]:
        """The chat, or the first screen while nothing has been asked."""
        there = bool(conversation.messages)
        return {
            self._chat: conversation.shown,
            self._welcome: gr.update(visible=not there),
            **self._feedback.shown(there and bool(conversation.answer)),
        }


def build_page(service: Service, settings: Settings, notice: Callable[[], str | None]) -> gr.Blocks:
    """The page at /."""
    with gr.Blocks(title=message("page.title"), analytics_enabled=False, fill_width=True) as page:
        ChatPage(service, settings, notice).restore_on(page)
    page.queue(default_concurrency_limit=None)
    page.state_session_capacity = _SESSIONS
    built: gr.Blocks = page
    return built


def _welcome() -> Sequence[gr.Button]:
    """What can be asked, by topic."""
    gr.Markdown(message("page.welcome"), elem_id="welcome-words")
    buttons = []
    for topic in topics():
        with gr.Column(elem_classes="topic", min_width=120):
            gr.Markdown(f"## {topic.name}")
            buttons += [gr.Button(question, size="sm", elem_classes="pick") for question in topic.questions]
    return buttons


def _chat() -> gr.Chatbot:
    return gr.Chatbot(
        elem_id="chat",
        label=message("page.conversation"),
        show_label=False,
        height="100%",  # the style sheet hides it behind the first screen: for Gradio, showing it later is costly
        latex_delimiters=[],
        feedback_options=None,
        buttons=[],
        autoscroll=False,  # our script moves the question to the top instead
        layout="bubble",
    )


def _box() -> gr.Textbox:
    return gr.Textbox(
        elem_id="ask",
        label=message("page.question"),
        show_label=False,
        placeholder=message("page.placeholder"),
        container=False,
        lines=1,
        max_lines=4,
        scale=1,
        min_width=160,
    )
