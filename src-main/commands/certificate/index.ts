import { printCertificate } from './print.ts';
import { withdrawIssued } from './withdraw.ts';

/** Certificates of results, by name in the contract; they are issued by their application. */
export const certificateCommands = { 'certificate.withdraw': withdrawIssued } as const;
export const certificateLongCalls = { 'certificate.print': printCertificate } as const;
