import { certificateOfApplication } from './of-application.ts';
import { verifyCertificate } from './verify.ts';

/** Reads of certificates of results. */
export const certificateQueries = {
  'certificate.ofApplication': certificateOfApplication,
  'certificate.verify': verifyCertificate,
} as const;
