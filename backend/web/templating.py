"""The templates: escaped by default, in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from backend.web.assets import Assets
from backend.web.language import LANGUAGES, translations
from backend.web.views.phones import telephone

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Templates:
    """An environment for each language."""

    environments: dict[str, Environment]

    def render(self, language: str, name: str, context: dict[str, Any]) -> str:
        """The template `name`, filled in."""
        return self.environments[language].get_template(name).render(context)


def load_templates(assets: Assets) -> Templates:
    """The templates, with what all of them use."""
    return Templates({language: _environment(language, assets) for language in LANGUAGES})


def _environment(language: str, assets: Assets) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    environment.globals |= {"asset": assets.url, "languages": LANGUAGES, "language": language}
    environment.filters |= {"tel": telephone, "capfirst": _capitalised}
    return environment


def _capitalised(words: str) -> str:
    """With a capital first letter, and the rest as it is."""
    return words[:1].upper() + words[1:]
