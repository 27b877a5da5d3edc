import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Reply } from '#shared/contract/call.ts';
import type { Input, Output } from '#shared/contract/index.ts';
import type { ParcelHeader } from '#shared/wire/parcel.ts';
import { readInstallation } from '../../src-main/db/store/office.ts';
import { officeIdentities } from '../../src-main/db/store/parcel-keys.ts';
import { signWith } from '../../src-main/security/signature.ts';
import { makeScene, type Scene } from '../fixtures/desk-scene.ts';
import { repack } from './repack.ts';

export type TwoDesks = {
  readonly office: Scene;
  readonly field: Scene;
  /** path on the stick */
  at(name: string): string;
  deviceOf(scene: Scene): string;
  /** writes a class (null = nobody) and the accounts for the field desk */
  sendOut(name: string, classId: string | null): Promise<Output<'parcel.writeToDesk'>>;
  /** writes what is done at the field desk for the office */
  handOver(name: string): Promise<Output<'parcel.writeToOffice'>>;
  read(on: Scene, name: string, input?: Input<'parcel.readFromDesk'>): Promise<Reply<Output<'parcel.readFromDesk'>>>;
  /** what somebody with the writing desk's key could make of a parcel: changed inside, sealed and signed anew */
  bend(
    name: string,
    by: { readonly writer: Scene; readonly reader: Scene },
    change: (lines: readonly Buffer[]) => readonly Uint8Array[],
    header?: Partial<Omit<ParcelHeader, 'v' | 'suite'>>,
  ): Promise<void>;
  /** one row of one desk's file */
  row(scene: Scene, sql: string, ...values: readonly unknown[]): unknown;
  close(): void;
};

/** The office's desk and one that goes out to schools, on real files, which know each other by their cards; a folder as stick. */
export async function twoDesks(): Promise<TwoDesks> {
  const stick = mkdtempSync(join(tmpdir(), 'kaoji-two-desks-'));
  const at = (name: string) => join(stick, name);
  const [office, field] = [await makeScene(), await makeScene()];
  const deviceOf = (scene: Scene) => readInstallation(scene.desk.db()).deviceId;
  const introduce = async (to: Scene, from: Scene, duty: 'office' | 'field') => {
    from.desk.files.save = at(`${duty}.kaoji-desk.json`);
    await from.do('administrator', 'parcel.writeCard', {});
    to.desk.files.open = at(`${duty}.kaoji-desk.json`);
    const card = await to.do('administrator', 'parcel.readCard', {});
    await to.do('administrator', 'parcel.addDesk', { card: card?.card ?? '', duty });
  };
  await introduce(office, field, 'field');
  await introduce(field, office, 'office');
  return {
    office,
    field,
    at,
    deviceOf,
    sendOut(name, classId) {
      office.desk.files.save = at(name);
      return office.do('administrator', 'parcel.writeToDesk', { deviceId: deviceOf(field), classId });
    },
    handOver(name) {
      field.desk.files.save = at(name);
      return field.do('clerk', 'parcel.writeToOffice', { deviceId: deviceOf(office) });
    },
    read(on, name, input = {}) {
      on.desk.files.open = at(name);
      return on.ask('administrator', 'parcel.readFromDesk', input);
    },
    async bend(name, { writer, reader }, change, header = {}) {
      const own = readInstallation(writer.desk.db());
      const sign = (text: string) => signWith(own.devicePrivateKey, text);
      // the reader opens what was sealed to any key that its office had
      for (const identity of officeIdentities(reader.desk.db())) {
        const bent = await repack(readFileSync(at(name)), sign, change, header, identity).catch(() => null);
        if (bent) return writeFileSync(at(name), bent);
      }
      throw new Error('nobody here opens this parcel');
    },
    row: (scene, sql, ...values) =>
      scene.desk
        .db()
        .statement(sql)
        .get(...values),
    close() {
      office.desk.close();
      field.desk.close();
      rmSync(stick, { recursive: true, force: true });
    },
  };
}
