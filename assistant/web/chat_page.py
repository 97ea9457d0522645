"""The applicants' chat page (Gradio): ask, see the quotation, open its clause."""

from collections.abc import Iterator, Sequence
from typing import Any

import gradio as gr

from assistant.conversation import Conversation
from assistant.messages import message, message_list
from assistant.model import Answer
from assistant.present import citation_lines
from assistant.web.holder import AssistantHolder
from assistant.web.render import answered, dial, said, sources, without_citation_lines

Messages = list[dict[str, Any]]
_PATIENCE = 120.0  # seconds that a question waits for the model to be loaded

CSS = """
.gradio-container {max-width: 860px !important; margin: 0 auto !important; padding: 0 !important;}
.gradio-container main, .gradio-container .main {padding: 8px 12px !important;}
.gradio-container .column {gap: 10px !important;}
#title h1 {font-size: 1.35rem; margin: 4px 0 0;}
#title p {margin: 2px 0 0; color: var(--body-text-color-subdued);}
.answer p {margin: 0 0 8px;}
.answer blockquote {margin: 0 0 8px; padding: 8px 12px; border-left: 4px solid #2563eb;
  background: var(--background-fill-primary); color: var(--body-text-color);}
.answer table.receipt {margin: 0 0 8px; border-collapse: collapse; font-size: .95em;}
.answer table.receipt th, .answer table.receipt td {padding: 4px 10px; text-align: left; font-weight: 400;
  border: 1px solid var(--border-color-primary); overflow-wrap: anywhere;}
.answer table.receipt th {white-space: nowrap; background: var(--background-fill-primary);}
.dial {margin: 0 0 8px; display: flex; flex-wrap: wrap; gap: 4px 14px;}
.dial a {padding: 6px 0;}
.dial span {color: var(--body-text-color-subdued); font-size: .85em; align-self: center;}
.sources {border-top: 1px solid var(--border-color-primary); padding-top: 6px; font-size: .93em;}
.sources-title {margin: 0 0 4px; font-weight: 600;}
.sources summary {cursor: pointer; padding: 6px 0; overflow-wrap: anywhere;}
.sources details > div {padding: 8px 12px; background: var(--background-fill-primary);
  border-radius: 6px; overflow-wrap: anywhere;}
.sources mark {background: #fde68a; color: #1f2937; padding: 0 1px;}
#examples {display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 8px;}
#examples button {min-width: 0 !important; min-height: 44px; white-space: normal; font-weight: 400;}
#ask textarea {font-size: 16px;}
#options {align-items: end;}
footer {display: none !important;}
@media (max-width: 600px) {
  #examples {grid-template-columns: repeat(2, minmax(0, 1fr));}
  #chat {height: 54vh !important;}
}
"""


def build_page(holder: AssistantHolder, districts: Sequence[str], queue_size: int, area_code: str) -> gr.Blocks:
    """The page; a question waits for the assistant that `holder` is opening."""
    with gr.Blocks(title=message("page.title"), analytics_enabled=False, fill_width=True) as page:
        conversation = gr.State(Conversation())
        # gr.HTML would compile a template in the browser, which the page's Content-Security-Policy forbids
        gr.Markdown(f"<h1>{message('page.title')}</h1><p>{message('page.subtitle')}</p>", elem_id="title")
        chat = gr.Chatbot(
            elem_id="chat",
            label=message("page.conversation"),
            show_label=False,
            height="56vh",
            placeholder=message("page.empty_chat"),
            latex_delimiters=[],
            feedback_options=None,
            buttons=[],
            layout="bubble",
        )
        with gr.Row(equal_height=True, elem_id="asking"):
            box = gr.Textbox(
                elem_id="ask",
                label=message("page.question"),
                show_label=False,
                placeholder=message("page.placeholder"),
                container=False,
                lines=1,
                max_lines=4,
                scale=6,
                min_width=180,
                autofocus=True,
            )
            send = gr.Button(message("page.send"), variant="primary", scale=1, min_width=72, elem_id="send")
        with gr.Row(elem_id="examples"):
            examples = [gr.Button(text, size="sm", min_width=150) for text in message_list("page.example_questions")]
        with gr.Row(elem_id="options"):
            district = gr.Dropdown(
                choices=[(message("page.district_any"), ""), *((name, name) for name in districts)],
                value="",
                label=message("page.district"),
                scale=3,
                min_width=160,
                elem_id="district",
                visible=bool(districts),
            )
            clear = gr.Button(message("page.clear"), scale=1, min_width=96, elem_id="clear")

        waiting = [send, clear, *examples]

        def ask(text: str, messages: Messages, before: Conversation, place: str) -> Iterator[dict[Any, Any]]:
            yield {box: "", **{button: gr.update(interactive=False) for button in waiting}}
            for shown, after in _asked(holder, text, messages, before, place, area_code):
                yield {chat: shown, conversation: after}
            yield {button: gr.update(interactive=True) for button in waiting}

        def ask_option(
            messages: Messages, before: Conversation, place: str, chosen: gr.SelectData
        ) -> Iterator[dict[Any, Any]]:
            yield from ask(str(chosen.value), messages, before, place)

        # one question at a time: what is asked while an answer is under way would lose one of the two
        event: dict[str, Any] = {
            "outputs": [box, chat, conversation, *waiting],
            "show_progress": "hidden",
            "trigger_mode": "once",
            "api_visibility": "private",
        }
        page_state = [chat, conversation, district]
        gr.on([box.submit, send.click], ask, [box, *page_state], **event)
        for button in examples:
            button.click(ask, [button, *page_state], **event)
        chat.option_select(ask_option, page_state, **event)
        anew: dict[str, Any] = {"queue": False, "api_visibility": "private"}
        clear.click(lambda: ([], Conversation()), None, [chat, conversation], **anew)
        chat.clear(Conversation, None, [conversation], **anew)
    page.queue(max_size=queue_size, default_concurrency_limit=2)
    built: gr.Blocks = page
    return built


def _asked(
    holder: AssistantHolder, text: str, messages: Messages, before: Conversation, district: str, area_code: str
) -> Iterator[tuple[Messages, Conversation]]:
    """The chat with the question, then its answer as it comes, then whole with sources and suggestions."""
    messages = [*messages, _message("user", said(text))]
    yield messages, before
    if not holder.ready:
        yield [*messages, _message("assistant", answered(message("page.preparing")))], before
    assistant = holder.get(_PATIENCE)
    if assistant is None:
        yield [*messages, _message("assistant", answered(message("decline.unavailable")))], before
        return
    spoken = ""
    for piece in assistant.stream(text, before, district or None):
        if isinstance(piece, Answer):
            clauses = [assistant.clause(citation.clause_id) for citation in piece.citations]
            shown = without_citation_lines(piece, citation_lines(piece.citations))
            steps = piece.calculation.steps if piece.calculation else ()
            whole = answered(shown, steps) + dial(piece.contacts, area_code) + sources(piece.citations, clauses)
            yield [*messages, _message("assistant", whole, piece.suggestions)], before.after(text)
        else:
            spoken += piece
            yield [*messages, _message("assistant", answered(spoken))], before


def _message(role: str, content: str, options: Sequence[str] = ()) -> dict[str, Any]:
    return {"role": role, "content": content, "options": [{"label": text, "value": text} for text in options]}
