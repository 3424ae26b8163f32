"""What the file leaves open, in words: for each question a sentence, and how to settle it."""

from __future__ import annotations

from core.io.decimals import DECIMAL
from core.io.decisions import DAY_FIRST, KIND, UNIT
from core.io.recipe import Decision, Role, TableRecipe
from core.io.row_units import unit_is_for
from core.io.troubles import Troubles
from core.model import address
from core.words import _, plural


def asked(question: Decision, recipe: TableRecipe) -> tuple[str, str, int]:
    """What a question is about and what to do, in sentences, and the row it is about; "" for what needs no telling."""
    evidence = question.evidence
    header = recipe.title_row if recipe.title_row is not None else recipe.first_row
    match question.key:
        case "unit":
            values, units = recipe.having(Role.VALUE), recipe.having(Role.UNIT)
            titles = [one.title for one in values]
            told = {one.title for one in values if any(unit_is_for(unit.title, one.title, titles) for unit in units)}
            without = [one.title or address(0, one.column)[:-1] for one in values if not one.unit and one.title not in told]
            message = plural(
                "The file does not say the unit of {count} column", "The file does not say the unit of {count} columns", len(without)
            )
            message += ": " + ", ".join(without[:5]) + (" …" if len(without) > 5 else "") + "."
            return message, _("Choose the unit in the import dialog or in the Data tab; it is remembered for files like this one."), header
        case "per":
            message = _("The file does not say what the prices are per, an ounce or a tonne: they are kept in money alone.")
            return message, _("Choose it in the import dialog; it is remembered for files like this one."), header
        case "day_first":
            message = _("“{date}” may be day/month or month/day and no date of the column settles it; it was read as day/month.")
            return message.format(date=evidence), _("Say in the import dialog which comes first."), recipe.first_row
        case "decimal":
            message = _("“{number}” may have a decimal or a thousands separator; it was read with “{sign}” as the decimal sign.")
            sign = recipe.decided(DECIMAL, ".")
            return message.format(number=evidence, sign=sign), _("Say in the import dialog which sign it is."), recipe.first_row
        case "country":
            return _("The file does not say which country these figures are about."), _("Type it in the import dialog."), header
        case "mineral":
            return _("The file does not say which mineral this table is about."), _("Type it in the import dialog."), header
        case "name":
            message = _("The file does not say what these figures are called; they are kept as “{name}”.")
            return message.format(name=evidence), _("Type the name in the import dialog."), header
        case "reference":
            message = _("“{words}” counts from a day that the file does not say.")
            if recipe.decided("reference"):
                message = _("The file does not say for sure from which day relative dates count (“{words}”); {day} was taken.")
            words = message.format(words=evidence, day=recipe.decided("reference"))
            return words, _("Type the day under “Relative dates count from” in the import dialog."), recipe.first_row
        case "importers":
            message = _("The table does not say whether its rows or its columns import; its columns were taken for the importers.")
            return message, _("Choose in the import dialog where the importers stand."), header
        case "stage":
            message = _("“{words}” does not say whether this is mining or processing; the stage of such rows was left empty.")
            words = evidence or recipe.having(Role.VALUE)[0].header
            return message.format(words=words), _("Choose the stage in the import dialog, or in the Data tab row by row."), header
        case "date":
            return _("The file does not say of which day these figures are."), _("Type the date in the import dialog."), header
        case "kind":
            return _("Nothing says what kind of series this is."), _("Choose price, stock, production ... in the import dialog."), header
        case _:
            return "", "", header


def tell_questions(recipe: TableRecipe, troubles: Troubles) -> None:
    """A problem for each decision about a table of series that the file leaves open, with what was done and how to settle it."""
    for question in recipe.questions:
        columns = recipe.having(Role.DATE if question.key == DAY_FIRST else Role.VALUE)
        first = columns[0].column if columns else recipe.first_column
        message, suggestion, row = asked(question, recipe)
        if not message:
            continue
        if question.key == UNIT:
            first = next((one.column for one in columns if not one.unit), first)
        troubles.add(
            question.key.replace("_", " "), message, cell=recipe.address(row, first), value=question.evidence, suggestion=suggestion,
            severity="note" if question.key == KIND else "warning",
        )  # fmt: skip
