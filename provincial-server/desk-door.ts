import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import {
  type DeskInHello,
  type DeskStanding,
  type DeskStatement,
  readDeskStatement,
  readProof,
  requestProofText,
} from '#shared/wire/desk-proof.ts';
import type { ProblemCode } from '#shared/wire/push.ts';
import type { SignedText } from '#shared/wire/signed-text.ts';
import type { Connection, ServerDb } from './database.ts';
import { holdsFor, signedByKey } from './enrolled-key.ts';
import type { RegionKey } from './region-key.ts';
import { renewalState } from './renewal-state.ts';
import { highestNumber, listIncarnations, noteIncarnation } from './store/desk-incarnation.ts';
import { type EnrolledDesk, findEnrolledDesk } from './store/enrolled-desk.ts';
import { forgetProofs, noteProof } from './store/proof-seen.ts';
import { countDeskMessages } from './store/regain.ts';

/** Who asks: a desk that has proved its key, or, on a receiver for trials, anybody. */
export type Sender =
  | { readonly kind: 'desk'; readonly desk: EnrolledDesk; readonly standing: 'enrolled' | 'expired' | 'revoked' }
  | { readonly kind: 'anybody' };

export type Admission = Sender | { readonly kind: 'problem'; readonly code: ProblemCode; readonly title: string };

export type AskedRequest = {
  readonly method: string;
  /** path and query as in the address */
  readonly target: string;
  /** the header that carries the proof */
  readonly proof: string | undefined;
  /** SHA-256 of the body in hex; null for a stream */
  readonly bodySha256: string | null;
};

export type DeskDoor = {
  /** what `hello` says to a desk about itself; null = the statement is not for this nonce */
  greet(statement: SignedText, nonce: string): Promise<DeskInHello | null>;
  admit(request: AskedRequest): Promise<Admission>;
};

/** a run of a desk is over long before; after this its next request begins with a new hello */
const challengeMs = 12 * 3_600_000;

/**
 * Lets desks in. A challenge names its own end and is sealed with a key that follows from the region's, so that any
 * process of the receiver knows it again; each proof under it is taken once. `takesUnenrolled`: requests without a proof
 * are let in too; a proof that is there is always checked.
 */
export function createDeskDoor(
  db: ServerDb,
  key: Pick<RegionKey, 'secretFor'>,
  now: () => string,
  takesUnenrolled: boolean,
): DeskDoor {
  const secret = key.secretFor('kaoji/challenge/1');
  const problem = (code: ProblemCode, title: string): Admission => ({ kind: 'problem', code, title });
  return {
    async greet(signed, nonce) {
      const statement = readDeskStatement(signed.body);
      if (statement?.nonce !== nonce) return null;
      const desk = await findEnrolledDesk(db, statement.deviceId);
      const standing = standingOf(desk, statement, signed, now());
      const mustBeEnrolled = !takesUnenrolled;
      if (!desk || standing === 'unknown' || standing === 'otherKey' || standing === 'otherOffice') {
        const none = { challenge: null, validUntil: null, renewalDue: false, highest: null, receipts: 0, other: null };
        return { standing, mustBeEnrolled, ...none };
      }
      // what a parcel says of an opening is no word of it now
      const others = (await listIncarnations(db, desk.deviceId)).flatMap(({ incarnation, lastLiveAt }) =>
        incarnation === statement.incarnation || lastLiveAt === null ? [] : [{ incarnation, lastSeenAt: lastLiveAt }],
      );
      await noteIncarnation(db, statement, now(), 'live');
      await forgetProofs(db, new Date(Date.parse(now()) - challengeMs).toISOString());
      const [last] = others.sort((a, b) => b.lastSeenAt.localeCompare(a.lastSeenAt));
      return {
        standing,
        mustBeEnrolled,
        challenge: newChallenge(secret, Date.parse(now()) + challengeMs),
        validUntil: desk.validUntil,
        renewalDue: renewalState(desk, now()) === 'due',
        highest: await highestNumber(db, desk.deviceId, statement.incarnation),
        receipts: await countDeskMessages(db, desk.deviceId),
        other: last ?? null,
      };
    },
    async admit({ method, target, proof: header, bodySha256 }) {
      if (header === undefined && takesUnenrolled) return { kind: 'anybody' };
      const proof = readProof(header ?? '');
      if (!proof) return problem('unproven', 'this request carries no proof of an enrolled desk');
      if (!isStanding(secret, proof.challenge, Date.parse(now())))
        return problem('stale-proof', 'the challenge is over: say hello again');
      const desk = await findEnrolledDesk(db, proof.deviceId);
      if (!desk) return problem('not-enrolled', 'this desk is not enrolled');
      const text = requestProofText({ method, target, bodySha256, challenge: proof.challenge, counter: proof.counter });
      if (!signedByKey(text, proof.signature, desk.publicKey))
        return problem('unproven', 'the proof does not hold for this request');
      // under the id as it is kept: the same one in capitals is no other proof
      if (!(await noteProof(db, `${desk.deviceId}/${proof.challenge}`, proof.counter, now())))
        return problem('stale-proof', 'this proof was used before');
      return { kind: 'desk', desk, standing: termStanding(desk, now()) };
    },
  };
}

/** The desk of this id as a sender, whatever brought its parcel; null = not enrolled. The parcel's signature is proven apart. */
export async function knownSender(
  connection: Connection,
  deviceId: string,
  now: string,
): Promise<Extract<Sender, { kind: 'desk' }> | null> {
  const desk = await findEnrolledDesk(connection, deviceId);
  return desk && { kind: 'desk', desk, standing: termStanding(desk, now) };
}

/** Where a known desk stands by the region's clock. */
export function termStanding(
  desk: Pick<EnrolledDesk, 'revokedBy' | 'validUntil'>,
  now: string,
): 'enrolled' | 'expired' | 'revoked' {
  if (desk.revokedBy !== null) return 'revoked';
  return Date.parse(desk.validUntil) > Date.parse(now) ? 'enrolled' : 'expired';
}

function standingOf(
  desk: EnrolledDesk | null,
  statement: DeskStatement,
  signed: SignedText,
  now: string,
): DeskStanding {
  if (!desk) return 'unknown';
  if (!holdsFor(signed, desk.publicKey)) return 'otherKey';
  if (desk.officeId !== statement.officeId) return 'otherOffice';
  return termStanding(desk, now);
}

/** `<end in ms, base 36>_<random>_<seal>` */
function newChallenge(secret: Uint8Array, until: number): string {
  const head = `${until.toString(36)}_${randomBytes(12).toString('hex')}`;
  return `${head}_${sealOf(secret, head)}`;
}

function isStanding(secret: Uint8Array, challenge: string, now: number): boolean {
  const [until = '', random = '', seal = ''] = challenge.split('_');
  const right = Buffer.from(sealOf(secret, `${until}_${random}`));
  const given = Buffer.from(seal);
  return right.length === given.length && timingSafeEqual(right, given) && Number.parseInt(until, 36) > now;
}

function sealOf(secret: Uint8Array, head: string): string {
  return createHmac('sha256', secret).update(head).digest('hex').slice(0, 32);
}
