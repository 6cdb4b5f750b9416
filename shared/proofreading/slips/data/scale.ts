/** Data: how much the tables of phrases hold. Made by build/terms. */
/** Phrases that are judged, idioms among them. */
export const judgedPhrases = 15624;
/** Wrong forms they stand for. */
export const coveredForms = 5260035;
