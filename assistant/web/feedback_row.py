"""The row under the chat: whether the last answer was useful, and why not; print."""

import logging
from typing import Any

import gradio as gr

from assistant.messages import message, message_list
from assistant.web.recorder import KEEPING_FAULTS, Recorder, UnknownQuestionError
from assistant.web.remembered import Remembered, remembered

_LONGEST = 500  # characters of a reason, as the interfaces take it
_log = logging.getLogger(__name__)


class FeedbackRow:
    """Belongs to the last answer; hidden until there is one. Verdicts are kept while out of service, too."""

    def __init__(self, recorder: Recorder) -> None:
        """Lay the row out where it is made."""
        self._recorder = recorder
        with gr.Column(elem_id="after", visible=False) as self.column:
            with gr.Row(elem_id="verdict"):
                self._ask = gr.Markdown(message("feedback.ask"), elem_id="verdict-ask")
                with gr.Row(elem_id="choice") as self._choice:
                    self._useful = gr.Button(message("feedback.useful"), size="sm", min_width=64, elem_id="useful")
                    self._useless = gr.Button(message("feedback.useless"), size="sm", min_width=64, elem_id="useless")
                # our script prints
                gr.Button(message("page.print"), size="sm", min_width=64, elem_id="print")
            with gr.Column(elem_id="why", visible=False) as self._why:
                self._reason = gr.Radio(message_list("feedback.reasons"), label=message("feedback.why"))
                self._more = gr.Textbox(label=message("feedback.more"), max_length=_LONGEST // 2, lines=1)
                self._submit = gr.Button(message("feedback.submit"), size="sm", elem_id="submit-reason")

    @property
    def parts(self) -> list[Any]:
        """Everything that `shown` changes."""
        return [self.column, self._ask, self._choice, self._why]

    def shown(self, there: bool) -> dict[Any, Any]:
        """The row as it is before a verdict; not there while nothing is answered."""
        return {
            self.column: gr.update(visible=there),
            self._ask: message("feedback.ask"),
            self._choice: gr.update(visible=True),
            self._why: gr.update(visible=False),
        }

    def listen(self, kept: gr.BrowserState) -> None:
        """Keep verdicts on the answer that the browser keeps last."""
        own: dict[str, Any] = {"queue": False, "api_visibility": "private"}
        judged = [*self.parts, self._reason, self._more]
        self._useful.click(lambda value: self._judged(value, useful=True), [kept], judged, **own)
        self._useless.click(lambda value: self._judged(value, useful=False), [kept], judged, **own)
        self._submit.click(self._explained, [kept, self._reason, self._more], self.parts, **own)

    def _judged(self, value: object, useful: bool) -> dict[Any, Any]:
        said = self._said(remembered(value), useful, None)
        asks_why = not useful and said == message("feedback.thanks")
        return {
            self._ask: said,
            self._choice: gr.update(visible=False),
            self._why: gr.update(visible=asks_why),
            self._reason: None,
            self._more: "",
        }

    def _explained(self, value: object, reason: str | None, more: str) -> dict[Any, Any]:
        told = message("feedback.and").join(part for part in (reason, more.strip()) if part)
        return {self._ask: self._said(remembered(value), False, told or None), self._why: gr.update(visible=False)}

    def _said(self, conversation: Remembered, useful: bool, reason: str | None) -> str:
        """What the row says once a verdict was given."""
        try:
            self._recorder.feedback(conversation.answer, useful, reason and reason[:_LONGEST])
        except UnknownQuestionError:
            return message("feedback.lost")
        except KEEPING_FAULTS:
            _log.exception("a verdict could not be kept")
            return message("feedback.failed")
        return message("feedback.thanks")
