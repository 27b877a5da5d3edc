import type { FastifyReply } from 'fastify';
import { PROBLEM_MEDIA_TYPE, type Problem, type ProblemCode } from '#shared/wire/push.ts';

const statusOf = {
  'bad-frame': 400,
  'hash-mismatch': 400,
  unproven: 401,
  'stale-proof': 401,
  'not-enrolled': 403,
  'wrong-office': 403,
  revoked: 403,
  undecided: 403,
  'bad-code': 403,
  'too-many-tries': 429,
  'not-found': 404,
  'op-mutated': 409,
  'too-large': 413,
  version: 426,
  broken: 500,
  busy: 503,
  storage: 507,
} as const satisfies Record<ProblemCode, number>;

/** Answers with problem+json (RFC 9457). */
export async function sendProblem(
  reply: FastifyReply,
  code: ProblemCode,
  title: string,
  more: Pick<Problem, 'limit' | 'supported'> = {},
  retryAfterSeconds: number | null = code === 'busy' ? 5 : null,
): Promise<FastifyReply> {
  const status = statusOf[code];
  const body: Problem = { type: `urn:kaoji:problem:${code}`, code, title, status, ...more };
  if (retryAfterSeconds !== null) reply.header('retry-after', String(retryAfterSeconds));
  return reply.code(status).type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(body));
}

/** The problem behind something that was thrown while a request was worked on. */
export function problemOfError(error: unknown): 'storage' | 'busy' | 'broken' {
  const code = errorCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === '53100') return 'storage';
  if (code.startsWith('08') || code.startsWith('57P') || code === '53300' || code === 'ECONNREFUSED') return 'busy';
  return 'broken';
}

/** The code of an error of Node, fastify or PostgreSQL; '' when it has none. */
export function errorCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
