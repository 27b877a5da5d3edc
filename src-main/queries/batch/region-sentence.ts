import { instantInWords } from '#shared/lib/instant.ts';
import type { BatchStanding } from '#shared/wire/batch-standing.ts';
import type { DeskDb } from '../../db/open.ts';
import type { BatchRow } from '../../db/store/batch.ts';
import { standingOfBatch } from '../../db/store/batch-standing.ts';

/** Names of missing pupils that one sentence says; the list below has every one. */
const mostNames = 5;

/** What the region holds of a released batch, what lacks, and what to do; null while nothing has left. */
export function regionSentence(db: DeskDb, batch: BatchRow): string | null {
  if (batch.state !== 'released') return null;
  if (batch.manifestSignature === null) return '这一批放行时还没有签名清单，自治区不按批次点收；每一份各有回执。';
  const kept = standingOfBatch(db, batch.id);
  if (kept?.trouble) return `自治区没有收下这一批的清单：${kept.trouble}。每一份的回执照算。`;
  if (!kept?.shownAt) return '清单还没有送到自治区，随下一次送出带去，走网络、走 U 盘都行。';
  if (!kept.standing) return '清单已送到自治区，还没有点收。下一次送出时再问。';
  return [heldInWords(kept.standing), missingInWords(db, kept.standing), oddInWords(kept.standing)].join('');
}

function heldInWords({ arrived, records, complete, refused, at }: BatchStanding): string {
  const when = instantInWords(at);
  const what = complete ? `自治区已收齐本批 ${arrived}/${records}` : `自治区收到本批 ${arrived}/${records}`;
  return `${what}（${when}）${refused > 0 ? `，其中退回 ${refused} 份` : ''}。`;
}

function missingInWords(db: DeskDb, { arrived, records, undecided, missing }: BatchStanding): string {
  const lacking = records - arrived;
  if (lacking === 0) return '';
  const names = namesOf(db, missing.slice(0, mostNames));
  const who = names.length > 0 ? `：${names.join('、')}${lacking > names.length ? '等' : ''}` : '';
  const kept = undecided > 0 ? `其中 ${undecided} 份等自治区的人决定。` : '';
  return `缺 ${lacking} 份${who}。${kept}原因看下面“说明”一栏；没有写原因的，按“现在送出”再送。`;
}

function oddInWords({ differing, extra }: BatchStanding): string {
  const odd = [
    ...(differing > 0 ? [`${differing} 份与清单不符`] : []),
    ...(extra > 0 ? [`清单以外多出 ${extra} 份`] : []),
  ];
  return odd.length > 0 ? `自治区说${odd.join('，')}：由管理员把批次名字报给自治区核对。` : '';
}

function namesOf(db: DeskDb, messageIds: readonly string[]): string[] {
  return db
    .statement(
      `SELECT c.full_name FROM json_each(@ids) i JOIN outbox o ON o.message_id = i.value
       JOIN candidacy c ON c.id = o.candidacy_id ORDER BY i.key`,
    )
    .pluck()
    .all({ ids: JSON.stringify(messageIds) }) as string[];
}
