import type { FastifyInstance } from 'fastify';
import type { CertificateVerdict } from '#shared/domain/certificate-verdict.ts';
import { type CertificateCheckAnswer, certificateCheckRequest } from '#shared/wire/certificate-check-v2.ts';
import { readCertificateLine } from '#shared/wire/certificate-text.ts';
import type { Receiver } from './accept-record.ts';
import { carriesToken } from './admin-token.ts';
import { sendProblem } from './answers.ts';
import { checkCertificate } from './check-certificate.ts';
import type { Log } from './log.ts';
import { createWrongCodePace } from './wrong-code-pace.ts';

/** Answers that somebody who guesses would get. */
const misses: readonly CertificateVerdict[] = ['wrong', 'unknown'];

/**
 * Whoever has a paper in hand asks whether it is genuine. An address that goes on missing has to wait, and within the wait a
 * typed code is not looked at; a line of a QR code is, because its signature cannot be guessed: nobody shuts the door to
 * honest ones behind the same address. The region's staff waits for nothing.
 */
export function addCertificates(
  server: FastifyInstance,
  { db, now }: Pick<Receiver, 'db' | 'now'>,
  log: Log,
  adminToken: string,
): void {
  const pace = createWrongCodePace();

  server.post('/v2/certificate-check', async (request, reply) => {
    const asked = certificateCheckRequest.safeParse(request.body);
    if (!asked.success) return sendProblem(reply, 'bad-frame', 'send {"text": QR line or number, "code": typed code}');
    const isStaff = carriesToken(request.headers.authorization, adminToken);
    const isLine = readCertificateLine(asked.data.text) !== null;
    const answerAfter = async (wait: number): Promise<CertificateCheckAnswer | { readonly wait: number }> => {
      if (wait > 0 && !isLine) return { wait };
      const found = await checkCertificate({ db, now }, asked.data, isStaff);
      return wait > 0 && misses.includes(found.verdict) ? { wait } : found;
    };
    const from = { address: request.ip, at: Date.parse(now()) };
    const answer = isStaff
      ? await answerAfter(0)
      : await pace.look(from, answerAfter, (found) => !('wait' in found) && misses.includes(found.verdict));
    if ('wait' in answer) {
      const seconds = Math.ceil(answer.wait / 1000);
      log({ at: now(), what: 'certificate', code: 'too-many-tries' });
      return sendProblem(reply, 'too-many-tries', `many wrong codes: wait ${seconds} s`, {}, seconds);
    }
    log({ at: now(), what: 'certificate', outcome: answer.verdict });
    return reply.header('cache-control', 'no-store').send(answer);
  });
}
