import type { FastifyInstance } from 'fastify';
import { type IssueAnswer, issueRequest } from '#shared/wire/issue-v2.ts';
import { PULL_MEDIA_TYPE, type PullLine, pullLimits, pullQuery } from '#shared/wire/pull-v2.ts';
import type { Receiver } from './accept-record.ts';
import { carriesToken } from './admin-token.ts';
import { admitted } from './admitted.ts';
import { sendProblem } from './answers.ts';
import type { Connection } from './database.ts';
import type { DeskDoor } from './desk-door.ts';
import { IssueFault } from './issue-fault.ts';
import { issueNotices } from './issue-notices.ts';
import type { Log } from './log.ts';
import { cursorOf, placeOf, readFeed } from './notice-feed.ts';
import { noticesAfter } from './store/notice.ts';

const issueLimit = 32 * 1024 * 1024;

/** The way back: notices of the region, issued by its staff with the word of the data folder, pulled by offices. */
export function addNotices(
  server: FastifyInstance,
  receiver: Receiver,
  log: Log,
  adminToken: string,
  door: DeskDoor,
): void {
  server.get('/v2/pull', async (request, reply) => {
    const asked = pullQuery.safeParse(request.query);
    if (!asked.success) return sendProblem(reply, 'bad-frame', 'ask ?office=<uuid>&cursor=<as given>&limit=<1..500>');
    const sender = await admitted(door, request, reply);
    if (!sender) return reply;
    const { office, cursor, limit } = asked.data;
    if (sender.kind === 'desk') {
      if (sender.standing !== 'enrolled') return sendProblem(reply, 'revoked', 'the enrolment of this desk is over');
      if (sender.desk.officeId !== office) return sendProblem(reply, 'wrong-office', 'this desk is of another office');
    }
    const lines = await pullPage(receiver.db, office, cursor, limit);
    log({ at: receiver.now(), what: 'pull', count: lines.length - 1 });
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    return reply.type(PULL_MEDIA_TYPE).header('cache-control', 'no-store').send(text);
  });

  server.post('/v2/notices', { bodyLimit: issueLimit }, async (request, reply) => {
    // whoever does not know the word learns nothing about this address
    if (!carriesToken(request.headers.authorization, adminToken))
      return sendProblem(reply, 'not-found', 'no such address');
    const asked = issueRequest.safeParse(request.body);
    if (!asked.success)
      return sendProblem(
        reply,
        'bad-frame',
        'send {"acts": [accept, decide, assign, giveBack, transfer, sendRoster, publishCodes or issue]}',
      );
    try {
      const { notices, repeated } = await issueNotices(receiver.db, receiver, asked.data.acts);
      log({ at: receiver.now(), what: 'issue', count: notices.length });
      const answer: IssueAnswer = { v: 2, notices: [...notices], repeated };
      return await reply.send(answer);
    } catch (error) {
      if (error instanceof IssueFault) return sendProblem(reply, 'bad-frame', error.message);
      throw error;
    }
  });
}

/** One page of an office's feed; the last line says where to go on, and whether there is more. */
async function pullPage(
  connection: Connection,
  office: string,
  cursor: string | undefined,
  limit: number,
): Promise<readonly PullLine[]> {
  const feed = await readFeed(connection);
  const start = placeOf(feed, cursor);
  const found = await noticesAfter(connection, office, start, limit + 1);
  const lines: PullLine[] = [];
  let [last, text] = [start, 0];
  for (const { writtenIn, id, body, signature } of found.slice(0, limit)) {
    if (lines.length > 0 && text + body.length > pullLimits.text) break;
    text += body.length;
    last = { writtenIn, id };
    lines.push({ c: cursorOf(feed, last), notice: { body, signature } });
  }
  return [...lines, { end: 1, cursor: cursorOf(feed, last), more: lines.length < found.length }];
}
