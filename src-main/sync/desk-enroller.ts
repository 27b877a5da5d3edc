import type { Result } from '../../shared/lib/result.ts';
import type { SignedText } from '../../shared/wire/signed-text.ts';
import { readCertificate } from '../db/store/desk-certificate.ts';
import { readStanding } from '../db/store/desk-standing.ts';
import { readInstallation, readSetting } from '../db/store/office.ts';
import type { DeskEnroller, DeskEventSink } from '../platform/ports.ts';
import { enrolmentRequestOf } from '../security/enrolment-request.ts';
import { createDeskProof } from './desk-proof.ts';
import { createExchange, type Exchange } from './exchange.ts';
import type { ExchangeFault } from './exchange-fault.ts';
import type { HttpCall } from './http-call.ts';
import { meetRegion, takeCertificate } from './meet-region.ts';
import type { PushDesk } from './push.ts';
import { troubleSentence } from './trouble.ts';

export type EnrollerOptions = {
  /** the open desk, or null while it is closed */
  readonly desk: () => PushDesk | null;
  readonly call: HttpCall;
  readonly emit: DeskEventSink;
};

const strange = '接收端回的证书不是给本机的，没有采用。由管理员核对接收地址；地址对的，报告自治区';

/** Enrols and renews over the network, after the receiver has proved its key. One question at a time. */
export function createDeskEnroller({ desk: open, call, emit }: EnrollerOptions): DeskEnroller {
  const ask = async (
    question: (exchange: Exchange, desk: PushDesk) => Promise<Result<SignedText, ExchangeFault>>,
  ): Promise<string | null> => {
    const desk = open();
    const receiverUrl = desk ? readSetting(desk.db, 'receiverUrl') : null;
    if (!desk || !receiverUrl) return '还没有设接收地址。先填写接收地址，或者用文件登记。';
    const { regionPublicKey } = readInstallation(desk.db);
    const { signal } = new AbortController();
    const exchange = createExchange({ receiverUrl, regionPublicKey, call, signal, proof: createDeskProof(desk.db) });
    const greet = () => exchange.hello(desk.ids.uuid());
    const hello = await meetRegion(desk, exchange, greet);
    const isAboutDesk = !hello.ok && ['notEnrolled', 'wrongOffice', 'otherKey'].includes(hello.fault.kind);
    if (!hello.ok && !isAboutDesk) return `${troubleSentence(hello.fault)}。`;
    const answered = await question(exchange, desk);
    if (!answered.ok) return `${troubleSentence(faultFor(desk, answered.fault))}。`;
    if (!takeCertificate(desk, answered.value)) return `${strange}。`;
    // what the region thinks of the desk from now on is kept for the screens
    await meetRegion(desk, exchange, greet);
    emit({ kind: 'changed', nouns: ['device', 'sync', 'outbox', 'receiver'] });
    return null;
  };
  return {
    byCode: (code) => ask((exchange, desk) => exchange.enrol(enrolmentRequestOf(desk.db, desk.clock.now()), code)),
    async renew() {
      const certificate = () => {
        const desk = open();
        return desk ? readCertificate(desk.db) : null;
      };
      const before = certificate()?.issuedAt;
      const trouble = await ask((exchange) => exchange.renew());
      const after = certificate();
      if (trouble !== null || !after || after.issuedAt !== before) return trouble;
      return '还不用续。到期前 30 天起，联网时自动续期。';
    },
  };
}

/** The receiver has one word for an enrolment that is over; what it said in its hello tells why. */
function faultFor(desk: PushDesk, fault: ExchangeFault): ExchangeFault {
  const isExpired = fault.kind === 'revoked' && readStanding(desk.db)?.standing === 'expired';
  return isExpired ? { kind: 'expired' } : fault;
}
