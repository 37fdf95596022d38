"""Settings of the program, read once from an environment mapping and frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from synchronox_core.errors import UsageError

LANGUAGES = ("en", "fr")
MIB = 1024 * 1024
REPOSITORY = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class ReadingLimits:
    """Sizes beyond which a delivery is refused (``ecrf/README.md`` 7.1).

    Attributes:
        upload_file_bytes: One file of an upload or of any zip.
        zip_total_bytes: All files of a zip, unpacked.
        folder_file_bytes: One file of a folder given by path.
        columns: Columns of a file.
        cell_characters: Characters of one cell.
    """

    upload_file_bytes: int = 50 * MIB
    zip_total_bytes: int = 200 * MIB
    folder_file_bytes: int = 2048 * MIB
    columns: int = 2_000
    cell_characters: int = 131_072


@dataclass(frozen=True)
class RecruitmentSettings:
    """What the investigators decided about the recruitment; None while unset.

    Attributes:
        target: Patients of both cohorts together.
        prospective_target: Patients of the prospective cohort, once the split is decided.
        last_inclusion_day: Last day of inclusion.
    """

    target: int | None = None
    prospective_target: int | None = None
    last_inclusion_day: date | None = None


@dataclass(frozen=True)
class Settings:
    """What may differ from one installation to another.

    Attributes:
        store_directory: Folder of the cohort store.
        models_directory: Folder of the prediction models.
        language: Language of commands, and of pages until the reader picks one.
        held_back_patient_share: Share of patients held back above which an import stops (0-1).
        listed_messages_per_cause: Messages shown per cause; the CSV of findings has them all.
        limits: Sizes beyond which a delivery is refused.
        recruitment: Targets and end of the recruitment.
    """

    store_directory: Path
    language: str = "en"
    held_back_patient_share: float = 0.20
    listed_messages_per_cause: int = 200
    limits: ReadingLimits = field(default_factory=ReadingLimits)
    models_directory: Path = REPOSITORY / "models"
    recruitment: RecruitmentSettings = field(default_factory=RecruitmentSettings)

    @staticmethod
    def from_environ(environ: Mapping[str, str]) -> "Settings":
        """Settings of an environment; what it does not name keeps its default.

        Args:
            environ: Reads ``SYNCHRONOX_STORE`` and ``SYNCHRONOX_MODELS`` (folders),
                ``SYNCHRONOX_LANGUAGE`` (en, fr), ``SYNCHRONOX_HELD_BACK_PERCENT`` (0 to 100),
                ``SYNCHRONOX_TARGET`` and ``SYNCHRONOX_PROSPECTIVE_TARGET`` (patients) and
                ``SYNCHRONOX_LAST_INCLUSION_DAY`` (YYYY-MM-DD).

        Raises:
            UsageError: A value is not one the variable can have.

        >>> Settings.from_environ({"SYNCHRONOX_STORE": "/tmp/s"}).store_directory.name
        's'
        """
        language = environ.get("SYNCHRONOX_LANGUAGE", "en")
        if language not in LANGUAGES:
            raise UsageError(
                "errors.setting_value",
                setting="SYNCHRONOX_LANGUAGE",
                value=language,
                allowed=", ".join(LANGUAGES),
            )
        store = environ.get("SYNCHRONOX_STORE") or str(REPOSITORY / "data" / "store")
        models = environ.get("SYNCHRONOX_MODELS") or str(REPOSITORY / "models")
        return Settings(
            store_directory=Path(store),
            models_directory=Path(models),
            language=language,
            held_back_patient_share=_held_back_share(environ),
            recruitment=RecruitmentSettings(
                target=_patients(environ, "SYNCHRONOX_TARGET"),
                prospective_target=_patients(environ, "SYNCHRONOX_PROSPECTIVE_TARGET"),
                last_inclusion_day=_day(environ, "SYNCHRONOX_LAST_INCLUSION_DAY"),
            ),
        )


def _held_back_share(environ: Mapping[str, str]) -> float:
    name = "SYNCHRONOX_HELD_BACK_PERCENT"
    word = environ.get(name) or "20"
    if not (word.isascii() and word.isdecimal() and int(word) <= 100):
        raise UsageError("errors.setting_value", setting=name, value=word, allowed="0 - 100")
    return int(word) / 100


def _patients(environ: Mapping[str, str], name: str) -> int | None:
    word = environ.get(name) or None
    if word is None:
        return None
    if not (word.isascii() and word.isdecimal() and int(word) > 0):
        raise UsageError("errors.setting_value", setting=name, value=word, allowed="1 - …")
    return int(word)


def _day(environ: Mapping[str, str], name: str) -> date | None:
    word = environ.get(name) or None
    try:
        return None if word is None else date.fromisoformat(word)
    except ValueError:
        raise UsageError(
            "errors.setting_value", setting=name, value=word, allowed="YYYY-MM-DD"
        ) from None
