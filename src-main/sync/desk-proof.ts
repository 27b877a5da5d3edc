import { createHash } from 'node:crypto';
import {
  buildDeskStatement,
  type DeskInHello,
  PROOF_HEADER,
  requestProofText,
  writeProof,
} from '../../shared/wire/desk-proof.ts';
import type { SignedText } from '../../shared/wire/signed-text.ts';
import type { DeskDb } from '../db/open.ts';
import { incarnationStartsAfter } from '../db/store/incarnation.ts';
import { readInstallation } from '../db/store/office.ts';
import { signWith } from '../security/signature.ts';

/** How this desk shows a receiver who it is, during one run (docs/sync-protocol.md, "Who asks"). */
export type DeskProof = {
  /** what the desk says of itself in a hello with this nonce */
  statement(nonce: string): SignedText;
  /** takes over the challenge of the receiver's answer; without one nothing is signed from here on */
  learn(said: DeskInHello | undefined): void;
  /** the header of one request; `body` null for a question without one, and for a stream */
  headers(method: string, url: string, body: Uint8Array | null): Readonly<Record<string, string>>;
};

/** Signs with the key of the open desk; its incarnation is read anew for every hello. */
export function createDeskProof(db: DeskDb): DeskProof {
  let challenge: string | null = null;
  let counter = 0;
  return {
    statement(nonce) {
      const { deviceId, officeId, incarnation, devicePrivateKey } = readInstallation(db);
      const startsAfter = incarnationStartsAfter(db);
      const body = buildDeskStatement({ nonce, deviceId, officeId, incarnation, startsAfter });
      return { body, signature: signWith(devicePrivateKey, body) };
    },
    learn(said) {
      challenge = said?.challenge ?? null;
      counter = 0;
    },
    headers(method, url, body): Readonly<Record<string, string>> {
      if (challenge === null) return {};
      const { deviceId, devicePrivateKey } = readInstallation(db);
      const { pathname, search } = new URL(url);
      counter += 1;
      const bodySha256 = body === null ? null : createHash('sha256').update(body).digest('hex');
      const text = requestProofText({ method, target: `${pathname}${search}`, bodySha256, challenge, counter });
      const signature = signWith(devicePrivateKey, text);
      return { [PROOF_HEADER]: writeProof({ deviceId, challenge, counter, signature }) };
    },
  };
}
