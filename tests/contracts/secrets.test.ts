import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { secretsManagerApiCredentials } from '../../functions/aws/api-credentials.ts';
import { secretsClient } from '../../functions/aws/clients.ts';
import { secretsManagerLinkKeys } from '../../functions/aws/link-keys.ts';
import { secretsManagerSourceSecrets } from '../../functions/aws/source-secrets.ts';
import { MemoryApiCredentials } from '../memory/api-credentials.ts';
import { MemorySourceSecrets } from '../memory/secrets.ts';
import { type ServiceStub, startServiceStub } from './service-stub.ts';
import { testClient } from './test-client.ts';

let stub: ServiceStub;
let time: number;
beforeAll(async () => {
  stub = await startServiceStub();
});
afterAll(() => stub[Symbol.asyncDispose]());
beforeEach(() => {
  stub.requests.length = 0;
  time = 0;
});

const now = () => time;
const holding = (value: unknown) => ({ body: { SecretString: JSON.stringify(value) } });

function client() {
  return secretsClient({ ...testClient, endpoint: stub.endpoint, maxAttempts: 1 });
}

function sourceSecrets() {
  return secretsManagerSourceSecrets(client(), { prefix: 'retour/', sources: new Set(['shop']), now });
}

describe('secrets of sources in memory', () => {
  test('a rotated secret shows at the next fresh look', async () => {
    const secrets = new MemorySourceSecrets({ shop: ['old'] });
    await secrets.of('shop');
    secrets.rotate('shop', ['new', 'old']);
    expect(await secrets.of('shop')).toEqual(['old']);
    expect(await secrets.of('shop', true)).toEqual(['new', 'old']);
    expect(await secrets.of('unheard-of')).toEqual([]);
  });
});

describe('secrets of sources in Secrets Manager', () => {
  test('both live secrets come back, newest first, by the name of the source', async () => {
    stub.answer(holding({ current: 'new', previous: 'old' }));
    expect(await sourceSecrets().of('shop')).toEqual(['new', 'old']);
    expect(stub.requests).toEqual([{ operation: 'GetSecretValue', body: { SecretId: 'retour/shop' } }]);
  });

  test('a secret is kept for five minutes', async () => {
    stub.answer(holding({ current: 'first' }), holding({ current: 'second' }));
    const secrets = sourceSecrets();
    expect(await secrets.of('shop')).toEqual(['first']);
    time += 5 * 60_000 - 1;
    expect(await secrets.of('shop')).toEqual(['first']);
    time += 1;
    expect(await secrets.of('shop')).toEqual(['second']);
  });

  test('a fresh look skips the cache, though not within ten seconds', async () => {
    stub.answer(holding({ current: 'first' }), holding({ current: 'second' }));
    const secrets = sourceSecrets();
    await secrets.of('shop');
    time += 9_999;
    expect(await secrets.of('shop', true)).toEqual(['first']);
    time += 1;
    expect(await secrets.of('shop', true)).toEqual(['second']);
    expect(await secrets.of('shop')).toEqual(['second']);
    expect(stub.requests).toHaveLength(2);
  });

  test('those who ask at once share one call', async () => {
    stub.answer(holding({ current: 'first' }));
    const secrets = sourceSecrets();
    await Promise.all(Array.from({ length: 20 }, (_, index) => secrets.of('shop', index % 2 === 0)));
    expect(stub.requests).toHaveLength(1);
  });

  test('a source that is not configured costs no call', async () => {
    expect(await sourceSecrets().of('unheard-of', true)).toEqual([]);
    expect(stub.requests).toEqual([]);
  });

  test('a source whose secret is missing has none, and that is kept too', async () => {
    stub.answer({ error: 'ResourceNotFoundException' }, holding({ current: 'first' }));
    const secrets = sourceSecrets();
    expect(await secrets.of('shop')).toEqual([]);
    expect(await secrets.of('shop', true)).toEqual([]);
    time += 10_000;
    expect(await secrets.of('shop', true)).toEqual(['first']);
  });

  test('a failure is told, and the next one asks again', async () => {
    stub.answer({ error: 'InternalServiceError', status: 500 }, holding({ current: 'first' }));
    const secrets = sourceSecrets();
    await expect(secrets.of('shop')).rejects.toThrow();
    expect(await secrets.of('shop')).toEqual(['first']);
  });

  test('a failed fresh look leaves what was known, and is not repeated at once', async () => {
    stub.answer(holding({ current: 'first' }), { error: 'InternalServiceError', status: 500 });
    const secrets = sourceSecrets();
    await secrets.of('shop');
    time += 10_000;
    await expect(secrets.of('shop', true)).rejects.toThrow();
    expect(await secrets.of('shop', true)).toEqual(['first']);
    expect(await secrets.of('shop')).toEqual(['first']);
    expect(stub.requests).toHaveLength(2);
  });

  test.for([{ current: '' }, { secret: 'hush' }, 'hush'])(
    'a secret of another shape is an error without it: %j',
    async (value) => {
      stub.answer(holding(value));
      await expect(sourceSecrets().of('shop')).rejects.toThrow(/^a secret cannot be read(?!.*hush)/);
    },
  );
});

describe('keys of links in Secrets Manager', () => {
  test('both live keys come back, newest first, and are kept', async () => {
    stub.answer(holding({ current: 'new', previous: 'old' }));
    const keys = secretsManagerLinkKeys(client(), { name: 'retour/links', now });
    expect(await keys.keys()).toEqual(['new', 'old']);
    expect(await keys.keys()).toEqual(['new', 'old']);
    expect(stub.requests).toEqual([{ operation: 'GetSecretValue', body: { SecretId: 'retour/links' } }]);
  });

  test('without its secret nothing is signed and nothing called a forgery', async () => {
    stub.answer({ error: 'ResourceNotFoundException' });
    const keys = secretsManagerLinkKeys(client(), { name: 'retour/links', now });
    await expect(keys.keys()).rejects.toThrow('missing');
  });
});

describe('credentials of APIs in memory', () => {
  test('a credential that is put in shows at the next fresh look', async () => {
    const credentials = new MemoryApiCredentials();
    expect(await credentials.of('shop')).toBeUndefined();
    credentials.put('shop', 'token');
    expect(await credentials.of('shop')).toBeUndefined();
    expect(await credentials.of('shop', true)).toBe('token');
    expect(await credentials.of('shop')).toBe('token');
  });
});

describe('credentials of APIs in Secrets Manager', () => {
  const credentials = () => secretsManagerApiCredentials(client(), { prefix: 'retour/apis/', now });

  test('a token comes back by the name of its source, without the space that was pasted with it', async () => {
    stub.answer(holding({ token: ' token\n' }));
    expect(await credentials().of('shop')).toBe('token');
    expect(stub.requests).toEqual([{ operation: 'GetSecretValue', body: { SecretId: 'retour/apis/shop' } }]);
  });

  test.for([holding({ token: '' }), holding({ token: ' \n' }), { error: 'ResourceNotFoundException' }])(
    'there is none in %j, and none is asked for again for a while',
    async (answer) => {
      stub.answer(answer, holding({ token: 'token' }));
      const empty = credentials();
      expect(await empty.of('shop')).toBeUndefined();
      expect(await empty.of('shop', true)).toBeUndefined();
      time += 10_000;
      expect(await empty.of('shop', true)).toBe('token');
    },
  );

  test('a secret of another shape is an error without it', async () => {
    stub.answer(holding({ key: 'hush' }));
    await expect(credentials().of('shop')).rejects.toThrow(/^a secret cannot be read(?!.*hush)/);
  });
});
