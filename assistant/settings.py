"""Settings: defaults < policy.toml < POLICY_* environment variables. The only reader of either."""

from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from assistant.errors import BadCallError

ROOT = Path(__file__).resolve().parent.parent
CONFIG_FILE = "policy.toml"


class Settings(BaseSettings):
    """Every setting, read once."""

    model_config = SettingsConfigDict(
        env_prefix="POLICY_", toml_file=CONFIG_FILE, extra="forbid", frozen=True, str_strip_whitespace=True
    )

    corpus: Path = Field(default=ROOT / "corpus", description="folder of the policy texts")
    var: Path = Field(default=ROOT / "var", description="folder for what is built: models and indexes")
    embedding_model: str = Field(
        default="", description="folder or hub name of a sentence-transformers model; empty: the bundled one"
    )
    query_threads: int = Field(default=1, ge=1, le=64, description="processor threads for embedding a question")
    build_threads: int = Field(default=0, ge=0, le=64, description="threads for building an index; 0: all processors")
    host: str = Field(default="127.0.0.1", description="address that the web application listens on")
    port: int = Field(default=7860, ge=1, le=65535, description="port that the web application listens on")
    queue_size: int = Field(
        default=64, ge=1, le=10000, description="questions that may wait, of the chat page and the interfaces together"
    )
    queue_seconds: int = Field(default=20, ge=1, le=600, description="seconds that a question waits for its turn")
    answers_at_work: int = Field(default=2, ge=1, le=64, description="answers made at once")
    rate_per_minute: int = Field(
        default=60, ge=0, le=1000000, description="requests of an address to the interfaces in a minute; 0: no limit"
    )
    trusted_proxies: str = Field(
        default="",
        description="addresses or networks, with commas between, of proxies whose X-Forwarded-For is believed",
    )
    area_code: str = Field(
        default="0631", pattern=r"^(0\d{2,3})?$", description="area code before local numbers in links that dial"
    )
    database_url: str = Field(
        default="", repr=False, description="where the records are kept, postgresql://…; empty: records.db under var"
    )
    records_days: int = Field(default=180, ge=0, le=36500, description="days that questions are kept; 0: for ever")
    audit_days: int = Field(default=730, ge=0, le=36500, description="days that audit entries are kept; 0: for ever")
    session_idle_hours: int = Field(default=8, ge=1, le=720, description="hours without use that end a session")
    session_hours: int = Field(default=24, ge=1, le=720, description="hours after which every session ends")

    llm_base_url: str = Field(
        default="", description="base address of an OpenAI-compatible server; empty: none is asked"
    )
    llm_model: str = Field(default="", description="name of the language model on that server")
    llm_api_key: SecretStr = Field(default=SecretStr(""), description="key for that server, where it wants one")
    llm_timeout: float = Field(
        default=20, ge=1, le=120, description="seconds that one answer may wait for the language model in all"
    )
    llm_retries: int = Field(default=1, ge=0, le=5, description="further tries when a call to that server fails")

    @field_validator("llm_base_url")
    @classmethod
    def _is_plain_address(cls, address: str) -> str:
        parts = urlsplit(address)
        if address and (parts.scheme not in ("http", "https") or not parts.hostname):
            raise ValueError("must be an address such as http://127.0.0.1:8000/v1")
        if parts.username or parts.password or parts.query or parts.fragment:
            raise ValueError("must hold no name, password or query; a key goes into llm_api_key")
        return address

    @model_validator(mode="after")
    def _names_a_model(self) -> "Settings":
        if self.llm_base_url and not self.llm_model:
            raise ValueError("llm_base_url needs llm_model, the name of the model on that server")
        return self

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: str) -> str:
        """Refuse what is neither an address nor a network: it would be passed over in silence."""
        for proxy in _listed(value):
            ip_network(proxy)
        return value

    @property
    def proxies(self) -> list[str]:
        """The trusted proxies, one by one."""
        return _listed(self.trusted_proxies)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        *_: PydanticBaseSettingsSource,
        **__: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments win over the environment, the environment over the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def read_settings(**overrides: Path | str | int | None) -> Settings:
    """The settings in force.

    Raises:
        BadCallError: an unknown key in the file, or a value out of bounds; the message names it.
    """
    try:
        return Settings.model_validate({name: value for name, value in overrides.items() if value is not None})
    except ValidationError as error:
        complaints = "; ".join(
            ": ".join(filter(None, [".".join(map(str, problem["loc"])), problem["msg"].removeprefix("Value error, ")]))
            for problem in error.errors(include_url=False)
        )
        raise BadCallError(f"settings ({CONFIG_FILE} or POLICY_*): {complaints}") from error
