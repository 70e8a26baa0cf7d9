/** Most days for which somebody may stand in for a colleague at once. */
export const MOST_DAYS_ABSENT = 184;
