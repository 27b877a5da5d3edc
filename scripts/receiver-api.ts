import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { batchesAnswer, batchesRequest, batchList, batchListQuery } from '#shared/wire/batches-v2.ts';
import { certificateCheckAnswer, certificateCheckRequest } from '#shared/wire/certificate-check-v2.ts';
import { changeLine } from '#shared/wire/change-message.ts';
import {
  changeAnswer,
  changeQuery,
  changesAnswer,
  changesQuery,
  evidenceAnswer,
  evidencePageQuery,
  evidenceQuery,
} from '#shared/wire/changes-v2.ts';
import { deskActAnswer, deskActRequest, deskList } from '#shared/wire/desks-v2.ts';
import { enrolAnswer, enrolRequest } from '#shared/wire/enrolment.ts';
import { healthAnswer } from '#shared/wire/health-v2.ts';
import { helloAnswer, helloRequest } from '#shared/wire/hello.ts';
import { issueAnswer, issueRequest } from '#shared/wire/issue-v2.ts';
import { lostPhotosAnswer, lostPhotosRequest } from '#shared/wire/lost-photos-v2.ts';
import { bundleQuery, PARCEL_MEDIA_TYPE } from '#shared/wire/parcel.ts';
import { PULL_MEDIA_TYPE, pullLine, pullQuery } from '#shared/wire/pull-v2.ts';
import {
  haveAnswer,
  haveRequest,
  PROBLEM_MEDIA_TYPE,
  problem,
  RECORD_MEDIA_TYPE,
  recordAnswer,
  recordEnvelope,
} from '#shared/wire/push.ts';
import {
  ACK_MEDIA_TYPE,
  ackLine,
  haveAnswerV2,
  haveRequestV2,
  PUSH_MEDIA_TYPE,
  recordLine,
} from '#shared/wire/push-v2.ts';
import {
  photoQuery,
  regainAnswer,
  regainMessagesAnswer,
  regainMessagesRequest,
  regainRequest,
  toldChangesAnswer,
} from '#shared/wire/regain-v2.ts';

type Json = Readonly<Record<string, unknown>>;

/** OpenAPI 3.1 of the receiver, its shapes taken from the schemas that desk and receiver check with. */
export function receiverApi(): string {
  const json = 'application/json';
  const api = {
    openapi: '3.1.0',
    info: {
      title: 'Kaoji receiver',
      version: '2',
      description: 'Meaning and order of the calls: docs/sync-protocol.md. Written by scripts/receiver-api.ts.',
    },
    paths: {
      '/v1/hello': { post: call('The region signs a nonce', body(json, helloRequest), answer(json, helloAnswer)) },
      '/v1/have': { post: call('What became of messages', body(json, haveRequest), answer(json, haveAnswer)) },
      '/v1/records': {
        post: call('One record frame', binary(RECORD_MEDIA_TYPE, recordEnvelope), answer(json, recordAnswer)),
      },
      '/v2/push': {
        put: call(
          'A stream of frames, answered while it arrives',
          binary(PUSH_MEDIA_TYPE, z.union([recordLine, changeLine])),
          lines(ACK_MEDIA_TYPE, ackLine),
        ),
      },
      '/v2/have': { post: call('What is held', body(json, haveRequestV2), answer(json, haveAnswerV2)) },
      '/v2/pull': {
        get: {
          ...call('Notices for an office since a cursor', {}, lines(PULL_MEDIA_TYPE, pullLine)),
          parameters: parameters(pullQuery),
        },
      },
      '/v2/notices': {
        post: {
          ...call(
            'Issue notices; with the word of the data folder',
            body(json, issueRequest),
            answer(json, issueAnswer),
          ),
          security: [{ adminToken: [] }],
        },
      },
      '/v2/bundles': {
        post: {
          ...call(
            'A desk’s sealed parcel, as it lies on the stick; from an enrolled desk, or with the word of the data folder',
            { requestBody: { required: true, content: { [PARCEL_MEDIA_TYPE]: {} } } },
            {
              description: 'A sealed answer parcel; the header kaoji-next-part names the next one, where there is one',
              content: { [PARCEL_MEDIA_TYPE]: {} },
            },
          ),
          parameters: parameters(bundleQuery),
          security: [{}, { adminToken: [] }],
        },
      },
      '/v2/batches': {
        post: call(
          'A desk shows the manifest of a batch, or asks what is here of its batches',
          body(json, batchesRequest),
          answer(json, batchesAnswer),
        ),
        get: {
          ...call('Every batch; with the word of the data folder', {}, answer(json, batchList)),
          parameters: parameters(batchListQuery),
          security: [{ adminToken: [] }],
        },
      },
      '/v2/enrol': {
        post: call('A desk becomes known, with a one-time code', body(json, enrolRequest), answer(json, enrolAnswer)),
      },
      '/v2/renew': {
        post: call('A desk stays known', body(json, z.strictObject({})), answer(json, enrolAnswer)),
      },
      '/v2/desks': {
        post: {
          ...call(
            'Codes, enrolment, revocation, decisions; with the word of the data folder',
            body(json, deskActRequest),
            answer(json, deskActAnswer),
          ),
          security: [{ adminToken: [] }],
        },
        get: {
          ...call('Every desk; with the word of the data folder', {}, answer(json, deskList)),
          security: [{ adminToken: [] }],
        },
      },
      '/v2/regain': {
        post: call(
          'Ids of the asking desk’s messages that have a receipt',
          body(json, regainRequest),
          answer(json, regainAnswer),
        ),
      },
      '/v2/messages': {
        post: call(
          'Some of them whole, with receipts',
          body(json, regainMessagesRequest),
          answer(json, regainMessagesAnswer),
        ),
      },
      '/v2/lost-photos': {
        post: call(
          'Photos of this desk that were acknowledged and are lost here',
          body(json, lostPhotosRequest),
          answer(json, lostPhotosAnswer),
        ),
      },
      '/v2/regain-changes': {
        post: call(
          'Ids of the changes that the asking desk has told',
          body(json, regainRequest),
          answer(json, regainAnswer),
        ),
      },
      '/v2/told-changes': {
        post: call(
          'Some of them whole, with receipts',
          body(json, regainMessagesRequest),
          answer(json, toldChangesAnswer),
        ),
      },
      '/v2/photo': {
        get: {
          ...call(
            'A photo, or a page of evidence, that the asking desk has sent',
            {},
            {
              description: 'the JPEG',
              content: { 'image/jpeg': {} },
            },
          ),
          parameters: parameters(photoQuery),
        },
      },
      '/v2/changes': {
        get: {
          ...call('What came beside the records', {}, answer(json, changesAnswer)),
          parameters: parameters(changesQuery),
          security: [{ adminToken: [] }],
        },
      },
      '/v2/change': {
        get: {
          ...call('One of them whole', {}, answer(json, changeAnswer)),
          parameters: parameters(changeQuery),
          security: [{ adminToken: [] }],
        },
      },
      '/v2/evidence': {
        get: {
          ...call('Pages of evidence of an application', {}, answer(json, evidenceAnswer)),
          parameters: parameters(evidenceQuery),
          security: [{ adminToken: [] }],
        },
      },
      '/v2/evidence-page': {
        get: {
          ...call('One of them', {}, { description: 'the JPEG', content: { 'image/jpeg': {} } }),
          parameters: parameters(evidencePageQuery),
          security: [{ adminToken: [] }],
        },
      },
      '/v2/certificate-check': {
        post: {
          ...call(
            'Is a certificate of results genuine; with the word of the data folder also why it was withdrawn, and no pace',
            body(json, certificateCheckRequest),
            answer(json, certificateCheckAnswer),
          ),
          security: [{}, { adminToken: [] }],
        },
      },
      '/v2/health': { get: call('Is it well', {}, answer(json, healthAnswer)) },
      '/v2/metrics': {
        get: call('Counters for Prometheus', {}, { description: 'text format 0.0.4', content: { 'text/plain': {} } }),
      },
    },
    components: {
      schemas: { problem: schemaOf(problem, 'output') },
      securitySchemes: { adminToken: { type: 'http', scheme: 'bearer' } },
    },
  };
  return `${JSON.stringify(api, null, 2)}\n`;
}

function call(summary: string, requestBody: Json, right: Json): Json {
  const problems = { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: '#/components/schemas/problem' } } };
  return {
    summary,
    ...requestBody,
    responses: { 200: right, default: { description: 'A fault of the exchange', content: problems } },
  };
}

function body(type: string, schema: z.ZodType): Json {
  return { requestBody: { required: true, content: { [type]: { schema: schemaOf(schema, 'input') } } } };
}

/** A body of bytes: `inside` is the JSON that it carries, as docs/sync-protocol.md says where. */
function binary(type: string, inside: z.ZodType): Json {
  const schema = { type: 'string', contentMediaType: type, 'x-kaoji-json-inside': schemaOf(inside, 'input') };
  return { requestBody: { required: true, content: { [type]: { schema } } } };
}

function answer(type: string, schema: z.ZodType): Json {
  return { description: 'Done', content: { [type]: { schema: schemaOf(schema, 'output') } } };
}

function lines(type: string, line: z.ZodType): Json {
  return { description: 'One JSON object a line', content: { [type]: { 'x-kaoji-line': schemaOf(line, 'output') } } };
}

function parameters(query: z.ZodType): readonly Json[] {
  const { properties, required = [] } = schemaOf(query, 'input') as {
    readonly properties: Json;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required?.includes(name) ?? false,
    schema,
  }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _draft, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}

if (process.argv[1] === import.meta.filename)
  writeFileSync(join(import.meta.dirname, '../docs/receiver-api.json'), receiverApi());
