/** Default limits of the gate by name; an edition of the photo profile sets single ones otherwise (`limits`). */
export const photoLimits: Readonly<Record<string, number>> = {};
