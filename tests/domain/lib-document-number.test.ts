import { describe, expect, test } from 'vitest';
import type { DocumentType } from '#shared/domain/candidate-field.ts';
import {
  checkDocumentNumber,
  documentTypeOfText,
  guessDocumentType,
  normaliseDocumentNumber,
} from '#shared/lib/document-number.ts';
import { idCheckDigit } from '#shared/lib/id-number.ts';

const complete = (body: string) => body + idCheckDigit(body);
const resident = complete('15043020080511203');
const hongKong = complete('81000020090304012');
const foreigner = '932682198501010017';

describe('证件号码', () => {
  test.each<[DocumentType, string, string]>([
    ['residentIdCard', resident, resident],
    ['temporaryIdCard', resident, resident],
    ['householdBooklet', ` ${resident} `, resident],
    ['hkMoTwResidencePermit', hongKong, hongKong],
    ['foreignerPermanentResidence', foreigner, foreigner],
    ['foreignerPermanentResidence', 'mng310085010101', 'MNG310085010101'],
    ['mainlandTravelPermitHkMo', 'H12345678', 'H12345678'],
    ['mainlandTravelPermitHkMo', 'h1234567801', 'H12345678'],
    ['mainlandTravelPermitHkMo', 'Ｍ１２３４５６７８', 'M12345678'],
    ['mainlandTravelPermitHkMo', 'HA1234567', 'HA1234567'],
    ['mainlandTravelPermitHkMo', 'MA1234567', 'MA1234567'],
    ['mainlandTravelPermitTw', '0123 4567', '01234567'],
    ['passport', 'e 1234-5678', 'E12345678'],
    ['passport', 'A1234', 'A1234'],
    ['passport', 'A1234567890123456789', 'A1234567890123456789'],
  ])('%s %s 存作 %s，没有毛病', (type, text, stored) => {
    expect(checkDocumentNumber(type, text)).toBeNull();
    expect(normaliseDocumentNumber(type, text)).toBe(stored);
  });

  test.each<[DocumentType, string, string]>([
    ['residentIdCard', hongKong, 'type'],
    ['residentIdCard', foreigner, 'type'],
    ['hkMoTwResidencePermit', resident, 'type'],
    ['foreignerPermanentResidence', resident, 'type'],
    ['residentIdCard', resident.slice(0, 17), 'length'],
    ['householdBooklet', '1.50430E+17', 'scientific'],
    ['mainlandTravelPermitHkMo', 'H1234567', 'form'],
    ['mainlandTravelPermitHkMo', 'H123456780', 'form'],
    ['mainlandTravelPermitHkMo', 'T12345678', 'form'],
    ['mainlandTravelPermitHkMo', 'HA123456', 'form'],
    ['mainlandTravelPermitTw', '1234567', 'form'],
    ['mainlandTravelPermitTw', '1.2E+7', 'scientific'],
    ['passport', 'A123', 'form'],
    ['passport', 'A12345678901234567890', 'form'],
    ['passport', '护照12345', 'form'],
    ['passport', '1.50102E+17', 'scientific'],
    ['foreignerPermanentResidence', 'MN1310085010101', 'form'],
  ])('%s %s 有毛病：%s', (type, text, code) => {
    expect(checkDocumentNumber(type, text)?.code).toBe(code);
    expect(checkDocumentNumber(type, text)?.sentence).not.toBe('');
  });

  test.each([
    [resident, 'residentIdCard'],
    [hongKong, 'hkMoTwResidencePermit'],
    [foreigner, 'foreignerPermanentResidence'],
    ['MNG310085010101', 'foreignerPermanentResidence'],
    ['H12345678', 'mainlandTravelPermitHkMo'],
    ['H1234567801', 'mainlandTravelPermitHkMo'],
    ['HA1234567', 'mainlandTravelPermitHkMo'],
    ['12345678', 'mainlandTravelPermitTw'],
    ['E12345678', 'passport'],
    ['张三', null],
    ['', null],
  ])('由号码 %s 猜证件：%s', (text, type) => {
    expect(guessDocumentType(text)).toBe(type);
  });

  test.each([
    ['居民身份证', 'residentIdCard'],
    ['第二代居民身份证', 'residentIdCard'],
    ['临时居民身份证', 'temporaryIdCard'],
    ['港澳台居民居住证', 'hkMoTwResidencePermit'],
    ['外国人永久居留身份证', 'foreignerPermanentResidence'],
    ['港澳居民来往内地通行证', 'mainlandTravelPermitHkMo'],
    ['港澳居民来往内地通行证（非中国籍）', 'mainlandTravelPermitHkMo'],
    ['台湾居民来往大陆通行证', 'mainlandTravelPermitTw'],
    ['护 照', 'passport'],
    ['居民户口簿', 'householdBooklet'],
    ['学生证', null],
  ])('名称“%s”是 %s', (text, type) => {
    expect(documentTypeOfText(text)).toBe(type);
  });
});
