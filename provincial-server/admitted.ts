import type { FastifyReply, FastifyRequest } from 'fastify';
import { PROOF_HEADER } from '#shared/wire/desk-proof.ts';
import { sendProblem } from './answers.ts';
import type { DeskDoor, Sender } from './desk-door.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** SHA-256 (hex) of the body as it came; null where there was none, or it streams */
    bodySha256: string | null;
  }
}

/** Who sends this request; null = nobody we let in, and the problem is answered already. */
export async function admitted(door: DeskDoor, request: FastifyRequest, reply: FastifyReply): Promise<Sender | null> {
  const header = request.headers[PROOF_HEADER];
  const admission = await door.admit({
    method: request.method,
    target: request.raw.url ?? '',
    proof: typeof header === 'string' ? header : undefined,
    bodySha256: request.bodySha256,
  });
  if (admission.kind !== 'problem') return admission;
  await sendProblem(reply, admission.code, admission.title);
  return null;
}
