import type { KeptStanding } from '../../db/store/desk-standing.ts';

/** How this desk stands with the region, in one word and in sentences. */
export type StandingWords = {
  readonly word: string;
  readonly tone: 'good' | 'warn' | 'bad';
  readonly sentence: string;
};

export type StandingFacts = {
  readonly said: KeptStanding | null;
  /** end of the certificate that is here, by the region's clock; null = none */
  readonly validUntil: string | null;
  readonly officeName: string;
  /** the desk's own time, for a hint only: the receiver alone judges whether an enrolment has ended */
  readonly now: string;
};

const soonMs = 30 * 86_400_000;

/** What the region said last counts; before it was asked, the certificate that is here. A wrong clock never says no. */
export function standingWords({ said, validUntil, officeName, now }: StandingFacts): StandingWords {
  if (said?.standing === 'revoked')
    return bad(
      '已停用',
      '自治区停用了这台登记台。还可以登记；送到的记录自治区都留着，等人决定收不收。由管理员打电话问自治区原因。',
    );
  if (said?.standing === 'otherOffice')
    return bad(
      '别的旗县',
      `自治区那边，这台登记台登记在别的旗县名下，本机属于${officeName}。记录都在本机，一份不会丢。向自治区要本旗县的登记码，重新登记。`,
    );
  if (said?.standing === 'otherKey')
    return bad(
      '钥匙不符',
      '自治区那边，这个登记台编号登记着另一把钥匙。记录都在本机，一份不会丢。把下面的指纹报给自治区，查清再送。',
    );
  if (said?.standing === 'expired')
    return bad(
      '过期',
      '登记过期了。还可以登记；送到的记录自治区都留着，等人决定收不收。过期不到七天，联网就自动续上；再久，由管理员打电话向自治区要一个新的登记码，没有网络就导出申请用 U 盘续期。',
    );
  const isKnown = said?.standing === 'enrolled' || (validUntil !== null && said?.standing !== 'unknown');
  if (!isKnown && said?.mustBeEnrolled === false)
    return { word: '试用', tone: 'warn', sentence: '现在的接收端只作试用，没有登记的登记台也收。正式使用前先登记。' };
  if (!isKnown)
    return bad(
      '没登记',
      '自治区还不认识这台登记台。可以照常登记，记录都存在本机；登记以后才能送出。输入自治区给的登记码，或者导出申请用 U 盘送去。',
    );
  const until = said?.validUntil ?? validUntil;
  if (until !== null && Date.parse(until) - Date.parse(now) < soonMs)
    return { word: '快到期', tone: 'warn', sentence: '登记快到期了。联网时自动续期；没有网络，导出申请请自治区续期。' };
  return { word: '有效', tone: 'good', sentence: '自治区认识这台登记台，放行的记录可以送。' };
}

function bad(word: string, sentence: string): StandingWords {
  return { word, tone: 'bad', sentence };
}
