import { counties, leagueOf, leagues } from './divisions.ts';
import { historicDivisions } from './historic-divisions.ts';
import { provinces } from './province.ts';

/**
 * Place name of a six-digit area code as in ID numbers: 150430 → 赤峰市敖汉旗, 152601 → 乌兰察布市集宁区（原集宁市）; leagues
 * and the region by their own codes; elsewhere the province alone. Null if not even the province is known.
 */
export function areaName(code: string): string | null {
  const county = counties.find((known) => known.code === code);
  if (county) return `${leagueOf(code)?.name ?? ''}${county.name}`;
  const old = historicDivisions.find((known) => known.code === code);
  if (old) {
    const now = areaName(old.nowCode);
    return now?.endsWith(old.name) ? now : `${now}（原${old.name}）`;
  }
  const league = leagues.find((known) => known.code === code);
  return league?.name ?? provinces.find(([prefix]) => prefix === code.slice(0, 2))?.[1] ?? null;
}
