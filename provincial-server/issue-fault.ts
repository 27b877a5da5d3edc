/** Something people asked for that cannot be issued; the message is Chinese and says which and what to do. */
export class IssueFault extends Error {}
