"""The chat page's colours and fonts: contrast at least AA, fonts of the machine that shows it."""

import gradio as gr

_BLUE, _DARK_BLUE = "#1d4ed8", "#1e3a8a"
_INK, _PALE_INK, _LINE = "#1f2937", "#4b5563", "#94a3b8"


def theme() -> gr.themes.Base:
    """The theme, the same by day and by night."""
    colours = {
        "body_background_fill": "#f8fafc",
        "body_text_color": _INK,
        "body_text_color_subdued": _PALE_INK,
        "background_fill_primary": "#ffffff",
        "background_fill_secondary": "#f8fafc",
        "block_background_fill": "#ffffff",
        "block_label_text_color": _INK,
        "block_title_text_color": _INK,
        "block_title_background_fill": "transparent",
        "border_color_primary": _LINE,
        "input_background_fill": "#ffffff",
        "input_border_color": _LINE,
        "input_placeholder_color": _PALE_INK,
        "button_primary_background_fill": _BLUE,
        "button_primary_background_fill_hover": _DARK_BLUE,
        "button_primary_text_color": "#ffffff",
        "button_secondary_background_fill": "#ffffff",
        "button_secondary_background_fill_hover": "#eff6ff",
        "button_secondary_text_color": _INK,
        "button_secondary_border_color": _LINE,
        "button_cancel_background_fill": "#b91c1c",
        "button_cancel_background_fill_hover": "#7f1d1d",
        "button_cancel_text_color": "#ffffff",
        "link_text_color": _BLUE,
        "link_text_color_hover": _DARK_BLUE,
        "link_text_color_active": _DARK_BLUE,
        "link_text_color_visited": _BLUE,
        "color_accent": _BLUE,
        "color_accent_soft": "#dbeafe",
        "border_color_accent": _BLUE,
        "checkbox_label_background_fill": "#ffffff",
        "checkbox_label_text_color": _INK,
    }
    made = gr.themes.Soft(
        primary_hue=gr.themes.colors.blue,
        font=["system-ui", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
        text_size=gr.themes.sizes.text_lg,
    )
    by_night = {f"{name}_dark": value for name, value in colours.items() if name != "color_accent"}
    return made.set(**colours, **by_night)
