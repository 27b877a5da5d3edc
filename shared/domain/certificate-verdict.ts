/** What the region can say of a certificate of results. */
export const certificateVerdicts = [
  /** registered, and it stands */
  'genuine',
  /** registered, and taken back since */
  'withdrawn',
  /** its withdrawal, or its registration, is here and waits for people or for what comes before it */
  'undecided',
  /** the signature is that of an enrolled desk; its registration has not come yet */
  'unregistered',
  /** the signature is that of a desk whose enrolment is over: people ask its office */
  'deskOver',
  /** not what was issued under this number, or not signed by the desk it names */
  'wrong',
  /** nothing is known of this number, or of this desk */
  'unknown',
  /** neither a line of a QR code nor a number */
  'unreadable',
] as const;
export type CertificateVerdict = (typeof certificateVerdicts)[number];
