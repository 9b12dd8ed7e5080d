"""Every sentence that the server says to people, in Danish and English, by a stable key."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    # What is wrong with a value
    "required": ("Feltet “{field}” mangler.", "The field “{field}” is missing."),
    "required_cleared": ("Feltet “{field}” kan ikke stå tomt.", "The field “{field}” cannot be empty."),
    "unknown_field": ("Feltet “{field}” findes ikke her.", "There is no field “{field}” here."),
    "not_text": ("“{field}” skal være tekst.", "“{field}” must be text."),
    "bad_characters": ("“{field}” har tegn, der ikke kan gemmes.", "“{field}” has characters that cannot be stored."),
    "too_long": ("“{field}” må højst have {most} tegn.", "“{field}” may have at most {most} characters."),
    "not_a_choice": ("“{field}” har en værdi, vi ikke kender.", "“{field}” has a value that we do not know."),
    "not_a_flag": ("“{field}” skal være ja eller nej.", "“{field}” must be yes or no."),
    "not_whole": ("“{field}” skal være et helt tal.", "“{field}” must be a whole number."),
    "out_of_range": ("“{field}” skal være mellem {least} og {most}.", "“{field}” must be between {least} and {most}."),
    "not_a_day": ("“{field}” skal være en dato (ÅÅÅÅ-MM-DD).", "“{field}” must be a day (YYYY-MM-DD)."),
    "not_a_day_or_hour": (
        "“{field}” skal være en dato, eventuelt med time, og ikke finere.",
        "“{field}” must be a day, perhaps with its hour, and nothing finer.",
    ),
    "not_an_instant": (
        "“{field}” skal være et tidspunkt med tidszone.",
        "“{field}” must be a moment with its time zone offset.",
    ),
    "not_a_decimal": (
        "“{field}” skal være et tal med højst {before} cifre før og {after} efter kommaet.",
        "“{field}” must be a number with at most {before} digits before and {after} after the point.",
    ),
    "not_a_list": ("“{field}” skal være en liste.", "“{field}” must be a list."),
    "too_many": ("“{field}” må højst have {most} punkter.", "“{field}” may have at most {most} entries."),
    "not_an_id": ("“{field}” skal være et gyldigt id.", "“{field}” must be a valid id."),
    "json_not_written": ("“{field}” skrives kun af serveren.", "“{field}” is written by the server only."),
    # What is wrong with a mutation
    "bad_mutation": ("Posten har ikke den form, serveren forstår.", "The entry does not have a form the server understands."),
    "bad_mutation_id": ("Posten mangler et gyldigt id.", "The entry has no valid id."),
    "id_reused": (
        "Id'et er allerede brugt til noget andet. Det første står ved magt.",
        "The id was already used for something else. The first one stands.",
    ),
    "other_type": ("Id'et tilhører en post af en anden slags.", "The id belongs to a record of another type."),
    "unknown_type": ("Serveren kender ikke denne slags post.", "The server does not know this type of record."),
    "unknown_record": (
        "Posten peger på noget, som serveren ikke kender (“{field}”).",
        "The entry points at something the server does not know (“{field}”).",
    ),
    "deleted_record": ("Posten er slettet og kan ikke ændres.", "The record was deleted and cannot be changed."),
    "points_at_deleted": (
        "Posten peger på noget, der er slettet (“{field}”).",
        "The entry points at something deleted (“{field}”).",
    ),
    "wrong_kind_of_record": ("“{field}” peger på en forkert slags post.", "“{field}” points at the wrong type of record."),
    "append_only": (
        "Posten kan ikke ændres. Skriv en ny, der retter den.",
        "The record cannot be changed. Write a new one that corrects it.",
    ),
    "unit_is_fixed": ("En post kan ikke flytte til en anden enhed.", "A record cannot move to another unit."),
    "unit_missing": ("Det mangler, hvilken enhed posten hører til.", "It is not said which unit the record belongs to."),
    "unknown_unit": ("Enheden findes ikke.", "The unit does not exist."),
    "stale_delete": (
        "Posten er ændret siden. Se den igennem, før du sletter.",
        "The record has changed since. Look at it before you delete.",
    ),
    "in_use": ("Noget andet henviser til posten, så den kan ikke slettes.", "Something else refers to the record, so it stays."),
    # What one may not do
    "carried_in": (
        "Det kom med en fil, som en anden end forfatteren indlæste. En leder kan lade det komme med.",
        "It came in a file that somebody other than its author brought. A leader can let it in.",
    ),
    "unit_lost": (
        "Du er ikke længere i enheden. Enhedens leder kan frigive det.",
        "You are no longer in the unit. The unit's leader can release it.",
    ),
    "not_in_unit": (
        "Du har ikke adgang til enheden. Enhedens leder kan frigive det.",
        "You have no access to the unit. The unit's leader can release it.",
    ),
    "role_lacks": ("Din rolle giver ikke lov til det.", "Your role does not allow that."),
    "server_made": ("Denne slags post laves kun af serveren.", "Records of this type are made by the server only."),
    "field_leader_only": ("“{field}” skrives af enhedens leder.", "“{field}” is written by the unit's leader."),
    "field_admin_only": ("“{field}” skrives af en administrator.", "“{field}” is written by an administrator."),
    "field_author_only": ("Kun den, der skrev det, kan ændre “{field}”.", "Only its author can change “{field}”."),
    "delete_not_allowed": ("Du kan ikke slette denne post.", "You cannot delete this record."),
    # Rules over several fields
    "ends_before_start": ("Slutdatoen ligger før startdatoen.", "The end lies before the start."),
    "period_too_long": (
        "En prøvehandling kan højst vare 180 dage. Gør den kortere – det er nok til at lære noget.",
        "A trial lasts 180 days at most. Make it shorter – that is enough to learn from.",
    ),
    "deputy_is_owner": ("Afløseren skal være en anden end den ansvarlige.", "The deputy must be somebody else than the owner."),
    "prediction_locked": (
        "Forventningen er låst, når prøvehandlingen er gået i gang.",
        "The prediction is locked once the trial has started.",
    ),
    "question_locked": (
        "Læringsspørgsmålet er låst, når prøvehandlingen er gået i gang.",
        "The learning question is locked once the trial has started.",
    ),
    "start_locked": (
        "“{field}” ligger fast, når prøvehandlingen er gået i gang.",
        "“{field}” is settled once the trial has started.",
    ),
    "ended_by_decision": (
        "En prøvehandling, der er i gang, slutter med en beslutning og en grund: saml op, eller afbryd den.",
        "A trial that is running ends with a decision and a reason: review it, or cancel it.",
    ),
    "answered_already": (
        "Barrieren er besvaret. Skriv en ny, hvis den skal løftes igen.",
        "The barrier has been answered. Write a new one to raise it again.",
    ),
    "own_parent": ("En prøvehandling kan ikke bygge på sig selv.", "A trial cannot build on itself."),
    "not_same_trial": (
        "Rettelsen skal høre til den samme prøvehandling.",
        "The correction must belong to the same trial.",
    ),
    "only_author_corrects": (
        "Kun den, der skrev iagttagelsen, kan rette den.",
        "Only the author of an observation can correct it.",
    ),
    "feedback_empty": (
        "Vælg et humør, eller skriv det gode eller det, der kunne være anderledes.",
        "Choose a mood, or write what was good or what could be different.",
    ),
    "wrong_subject_type": ("Beslutningen peger på en forkert slags post.", "The decision points at the wrong type of record."),
    "unknown_choice": ("Det er ikke en beslutning, man kan tage her.", "That is not a decision that can be taken here."),
    "learned_missing": ("Skriv, hvad I lærte.", "Write what you learned."),
    "extend_needs_end": ("Skriv, hvornår den forlængede prøvehandling slutter.", "Say when the extended trial ends."),
    "extend_only_end": ("En slutdato hører kun til “forlæng”.", "An end belongs to “extend” only."),
    "check_only_again": (
        "En dag, hvor I ser på det igen, hører kun til “prøv igen”.",
        "A day to look again belongs to “try again” only.",
    ),
    "until_before_since": ("I stopper, før I begyndte.", "You stop before you began."),
    "until_needs_reason": ("Skriv, hvorfor I stopper.", "Write why you stop."),
    "extend_not_later": ("Den nye slutdato skal ligge efter den gamle.", "The new end must lie after the old one."),
    "extend_never_started": (
        "Prøvehandlingen har ingen start- og slutdato at forlænge.",
        "The trial has no period to extend.",
    ),
    "cancel_too_late": (
        "Perioden er slut. Saml op i stedet for at afbryde.",
        "The period is over. Review it instead of cancelling.",
    ),
    "leader_decides": ("Den beslutning tages af enhedens leder.", "That decision is taken by the unit's leader."),
    "not_same_subject": (
        "Beslutningen kan kun erstatte en om det samme.",
        "A decision replaces only one about the same thing.",
    ),
    "needs_adoption": (
        "En ny praksis kræver, at lederen først har besluttet at tage prøvehandlingen i brug.",
        "A practice needs the leader's decision to take the trial into use first.",
    ),
    "other_decision_stands": (
        "En anden beslutning om prøvehandlingen står ved magt. Vælg på prøvehandlingens side, hvad der gælder, og send så igen.",
        "Another decision about the trial stands. Choose on the trial's page which one holds, and then send this again.",
    ),
    "practice_elsewhere": (
        "En ny praksis hører til den enhed, der prøvede den af. Andre enheder kan tage den i brug derfra.",
        "A practice belongs to the unit that tried it. Other units can take it up from there.",
    ),
    "already_practice": (
        "Prøvehandlingen er allerede blevet til en praksis, som er i brug. Ret den – eller udfas den først, og send så igen.",
        "The trial has already become a practice that is in use. Edit that one – or retire it first, and then send this again.",
    ),
    "own_check_in": (
        "Opfølgningen laves af en anden end den ansvarlige.",
        "The check-in is made by somebody else than the owner.",
    ),
    "not_taken_up": ("Enheden har ikke taget denne praksis i brug.", "The unit has not taken this practice up."),
    "not_above": ("En barriere løftes til en enhed højere oppe.", "A barrier is raised to a unit above."),
    "answered_above": (
        "Svaret gives af lederen i den enhed, barrieren er løftet til.",
        "The answer is given by the leader it was raised to.",
    ),
    "until_before_from": ("Retningen slutter, før den begynder.", "The direction ends before it begins."),
    "unit_circle": ("En enhed kan ikke ligge under sig selv.", "A unit cannot lie below itself."),
    "parent_missing": ("Enheden skal ligge under en anden enhed.", "The unit must lie below another unit."),
    "organisation_has_no_parent": ("Organisationen ligger ikke under nogen.", "The organisation lies below nothing."),
}


def sentence(key: str, language: str = "da", **words: object) -> str:
    """The sentence called `key` in "da" or "en", with its words filled in."""
    danish, english = SENTENCES[key]
    return (english if language == "en" else danish).format(**words)
