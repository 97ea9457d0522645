"""How the chat page asks and is answered, as Gradio's scripts do it in a browser (pure)."""

import json
import re
from typing import Any

_CONFIG = re.compile(r"window\.gradio_config = (\{.*?\});</script>", re.DOTALL)
_ANSWERED = 'class=\\"copy\\"'  # what only a whole answer ends with, as JSON writes it
_PART = 'class=\\"answer\\"'


def asking_of(page: str) -> dict[str, Any]:
    """How the page asks, out of the settings in its HTML: which of its functions, and by which of its parts.

    Raises:
        ValueError: there are none.
    """
    found = _CONFIG.search(page)
    if found is None:
        raise ValueError("the page has no settings of Gradio's")
    config = json.loads(found.group(1))
    parts = {part["props"].get("elem_id"): part["id"] for part in config["components"]}
    box = parts["ask"]
    function = next(each["id"] for each in config["dependencies"] if [box, "submit"] in map(list, each["targets"]))
    return {"fn_index": function, "trigger_id": box}


def kept_after(events: str) -> object:
    """What the page keeps after all events of a question.

    Raises:
        ValueError: they do not come to their end, or hold no whole answer.
    """
    told = [json.loads(line.removeprefix("data:")) for line in events.splitlines() if line.startswith("data:")]
    last = next((one for one in told if one["msg"] == "process_completed"), None)
    if last is None:
        raise ValueError(f"no end after {len(told)} events")
    if not last["success"]:
        raise ValueError("the page's function failed")
    if _ANSWERED not in events:
        raise ValueError("told that there is no answer" if _PART in events else "nothing was shown")
    return last["output"]["data"][0]
