// What is said when the app cannot open what it keeps on the phone, in Danish.

export const da = {
  blocked:
    'Prøv er blevet opdateret, men en ældre udgave er åben i en anden fane. Luk de andre faner med Prøv, så fortsætter den her. Intet er slettet.',
  failed:
    'Prøv kan ikke åbne det, der er gemt på telefonen. Intet er slettet. Luk de andre faner med Prøv, og prøv igen. Hjælper det ikke, så genstart browseren, eller frigør plads på telefonen.',
  outdated:
    'Prøv er blevet opdateret i en anden fane, og den her er den gamle udgave. Intet er slettet. Genindlæs siden for at komme videre.',
  outdatedBeside:
    'Prøv er blevet opdateret i en anden fane. Her kan intet gemmes mere. Er du midt i noget, så kopiér det eller gem det som fil, før du genindlæser siden.',
  tryAgain: 'Prøv igen',
  reload: 'Genindlæs siden',
}

export type Words = typeof da
