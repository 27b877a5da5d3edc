import { tightNumber } from '../lib/width.ts';

/** A league or league-level city of the region, GB/T 2260 (statistical codes as of 2023-06-30). */
export type League = { readonly code: string; readonly name: string };

/** A county-level division. `isZone`: a statistical development zone, which GB/T 2260 does not list. */
export type County = { readonly code: string; readonly name: string; readonly isZone: boolean };

export const leagues: readonly League[] = [
  { code: '150100', name: '呼和浩特市' },
  { code: '150200', name: '包头市' },
  { code: '150300', name: '乌海市' },
  { code: '150400', name: '赤峰市' },
  { code: '150500', name: '通辽市' },
  { code: '150600', name: '鄂尔多斯市' },
  { code: '150700', name: '呼伦贝尔市' },
  { code: '150800', name: '巴彦淖尔市' },
  { code: '150900', name: '乌兰察布市' },
  { code: '152200', name: '兴安盟' },
  { code: '152500', name: '锡林郭勒盟' },
  { code: '152900', name: '阿拉善盟' },
];

/** 103 counties and five zones. */
export const counties: readonly County[] = [
  { code: '150102', name: '新城区', isZone: false },
  { code: '150103', name: '回民区', isZone: false },
  { code: '150104', name: '玉泉区', isZone: false },
  { code: '150105', name: '赛罕区', isZone: false },
  { code: '150121', name: '土默特左旗', isZone: false },
  { code: '150122', name: '托克托县', isZone: false },
  { code: '150123', name: '和林格尔县', isZone: false },
  { code: '150124', name: '清水河县', isZone: false },
  { code: '150125', name: '武川县', isZone: false },
  { code: '150172', name: '呼和浩特经济技术开发区', isZone: true },
  { code: '150202', name: '东河区', isZone: false },
  { code: '150203', name: '昆都仑区', isZone: false },
  { code: '150204', name: '青山区', isZone: false },
  { code: '150205', name: '石拐区', isZone: false },
  { code: '150206', name: '白云鄂博矿区', isZone: false },
  { code: '150207', name: '九原区', isZone: false },
  { code: '150221', name: '土默特右旗', isZone: false },
  { code: '150222', name: '固阳县', isZone: false },
  { code: '150223', name: '达尔罕茂明安联合旗', isZone: false },
  { code: '150271', name: '包头稀土高新技术产业开发区', isZone: true },
  { code: '150302', name: '海勃湾区', isZone: false },
  { code: '150303', name: '海南区', isZone: false },
  { code: '150304', name: '乌达区', isZone: false },
  { code: '150402', name: '红山区', isZone: false },
  { code: '150403', name: '元宝山区', isZone: false },
  { code: '150404', name: '松山区', isZone: false },
  { code: '150421', name: '阿鲁科尔沁旗', isZone: false },
  { code: '150422', name: '巴林左旗', isZone: false },
  { code: '150423', name: '巴林右旗', isZone: false },
  { code: '150424', name: '林西县', isZone: false },
  { code: '150425', name: '克什克腾旗', isZone: false },
  { code: '150426', name: '翁牛特旗', isZone: false },
  { code: '150428', name: '喀喇沁旗', isZone: false },
  { code: '150429', name: '宁城县', isZone: false },
  { code: '150430', name: '敖汉旗', isZone: false },
  { code: '150502', name: '科尔沁区', isZone: false },
  { code: '150521', name: '科尔沁左翼中旗', isZone: false },
  { code: '150522', name: '科尔沁左翼后旗', isZone: false },
  { code: '150523', name: '开鲁县', isZone: false },
  { code: '150524', name: '库伦旗', isZone: false },
  { code: '150525', name: '奈曼旗', isZone: false },
  { code: '150526', name: '扎鲁特旗', isZone: false },
  { code: '150571', name: '通辽经济技术开发区', isZone: true },
  { code: '150581', name: '霍林郭勒市', isZone: false },
  { code: '150602', name: '东胜区', isZone: false },
  { code: '150603', name: '康巴什区', isZone: false },
  { code: '150621', name: '达拉特旗', isZone: false },
  { code: '150622', name: '准格尔旗', isZone: false },
  { code: '150623', name: '鄂托克前旗', isZone: false },
  { code: '150624', name: '鄂托克旗', isZone: false },
  { code: '150625', name: '杭锦旗', isZone: false },
  { code: '150626', name: '乌审旗', isZone: false },
  { code: '150627', name: '伊金霍洛旗', isZone: false },
  { code: '150702', name: '海拉尔区', isZone: false },
  { code: '150703', name: '扎赉诺尔区', isZone: false },
  { code: '150721', name: '阿荣旗', isZone: false },
  { code: '150722', name: '莫力达瓦达斡尔族自治旗', isZone: false },
  { code: '150723', name: '鄂伦春自治旗', isZone: false },
  { code: '150724', name: '鄂温克族自治旗', isZone: false },
  { code: '150725', name: '陈巴尔虎旗', isZone: false },
  { code: '150726', name: '新巴尔虎左旗', isZone: false },
  { code: '150727', name: '新巴尔虎右旗', isZone: false },
  { code: '150781', name: '满洲里市', isZone: false },
  { code: '150782', name: '牙克石市', isZone: false },
  { code: '150783', name: '扎兰屯市', isZone: false },
  { code: '150784', name: '额尔古纳市', isZone: false },
  { code: '150785', name: '根河市', isZone: false },
  { code: '150802', name: '临河区', isZone: false },
  { code: '150821', name: '五原县', isZone: false },
  { code: '150822', name: '磴口县', isZone: false },
  { code: '150823', name: '乌拉特前旗', isZone: false },
  { code: '150824', name: '乌拉特中旗', isZone: false },
  { code: '150825', name: '乌拉特后旗', isZone: false },
  { code: '150826', name: '杭锦后旗', isZone: false },
  { code: '150902', name: '集宁区', isZone: false },
  { code: '150921', name: '卓资县', isZone: false },
  { code: '150922', name: '化德县', isZone: false },
  { code: '150923', name: '商都县', isZone: false },
  { code: '150924', name: '兴和县', isZone: false },
  { code: '150925', name: '凉城县', isZone: false },
  { code: '150926', name: '察哈尔右翼前旗', isZone: false },
  { code: '150927', name: '察哈尔右翼中旗', isZone: false },
  { code: '150928', name: '察哈尔右翼后旗', isZone: false },
  { code: '150929', name: '四子王旗', isZone: false },
  { code: '150981', name: '丰镇市', isZone: false },
  { code: '152201', name: '乌兰浩特市', isZone: false },
  { code: '152202', name: '阿尔山市', isZone: false },
  { code: '152221', name: '科尔沁右翼前旗', isZone: false },
  { code: '152222', name: '科尔沁右翼中旗', isZone: false },
  { code: '152223', name: '扎赉特旗', isZone: false },
  { code: '152224', name: '突泉县', isZone: false },
  { code: '152501', name: '二连浩特市', isZone: false },
  { code: '152502', name: '锡林浩特市', isZone: false },
  { code: '152522', name: '阿巴嘎旗', isZone: false },
  { code: '152523', name: '苏尼特左旗', isZone: false },
  { code: '152524', name: '苏尼特右旗', isZone: false },
  { code: '152525', name: '东乌珠穆沁旗', isZone: false },
  { code: '152526', name: '西乌珠穆沁旗', isZone: false },
  { code: '152527', name: '太仆寺旗', isZone: false },
  { code: '152528', name: '镶黄旗', isZone: false },
  { code: '152529', name: '正镶白旗', isZone: false },
  { code: '152530', name: '正蓝旗', isZone: false },
  { code: '152531', name: '多伦县', isZone: false },
  { code: '152571', name: '乌拉盖管理区管委会', isZone: true },
  { code: '152921', name: '阿拉善左旗', isZone: false },
  { code: '152922', name: '阿拉善右旗', isZone: false },
  { code: '152923', name: '额济纳旗', isZone: false },
  { code: '152971', name: '内蒙古阿拉善高新技术产业开发区', isZone: true },
];

/** The league a county code belongs to (first four digits); null outside the region. */
export function leagueOf(countyCode: string): League | null {
  return leagues.find((league) => league.code.slice(0, 4) === countyCode.slice(0, 4)) ?? null;
}

/** 150430 → 敖汉旗; an unknown code is shown as such. For old codes and other provinces see area-name.ts. */
export function countyLabel(code: string): string {
  return counties.find((county) => county.code === code)?.name ?? `代码 ${code}`;
}

/** Code of a code, 敖汉旗, 赤峰市敖汉旗 or 内蒙古自治区赤峰市敖汉旗; null if no county of the region is meant. */
export function countyCodeOf(text: string): string | null {
  const tidy = tightNumber(text).replace(/^内蒙古(自治区)?/u, '');
  const found = counties.find(
    ({ code, name }) => tidy === code || tidy === name || tidy === `${leagueOf(code)?.name}${name}`,
  );
  return found?.code ?? null;
}
