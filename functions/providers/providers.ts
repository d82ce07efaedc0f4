import type { providerNames } from '../domain/configuration.ts';
import type { Provider } from './provider.ts';
import { standard } from './standard.ts';
import { typeform } from './typeform.ts';

type ProviderName = (typeof providerNames)[number];

const providers: Readonly<Record<ProviderName, Provider>> = { standard, typeform };

export function providerNamed(name: ProviderName): Provider {
  return providers[name];
}
