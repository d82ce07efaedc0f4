import type { ProviderName } from '../domain/source.ts';
import { asknicely } from './asknicely.ts';
import { chameleon } from './chameleon.ts';
import { delighted } from './delighted.ts';
import { fillout } from './fillout.ts';
import { formbricks } from './formbricks.ts';
import { formsort } from './formsort.ts';
import { googleForms } from './google-forms.ts';
import { helpscout } from './helpscout.ts';
import { hubspot } from './hubspot.ts';
import { intercom } from './intercom.ts';
import { jotform } from './jotform.ts';
import { limesurvey } from './limesurvey.ts';
import { microsoftForms } from './microsoft-forms.ts';
import type { Provider } from './provider.ts';
import { qualtrics } from './qualtrics.ts';
import { refiner } from './refiner.ts';
import { satismeter } from './satismeter.ts';
import { screeb } from './screeb.ts';
import { standard } from './standard.ts';
import { surveycake } from './surveycake.ts';
import { surveymonkey } from './surveymonkey.ts';
import { surveysparrow } from './surveysparrow.ts';
import { survicate } from './survicate.ts';
import { tally } from './tally.ts';
import { typeform } from './typeform.ts';
import { wootric } from './wootric.ts';
import { zendesk } from './zendesk.ts';

const providers: Readonly<Record<ProviderName, Provider>> = {
  asknicely,
  chameleon,
  delighted,
  fillout,
  formbricks,
  formsort,
  'google-forms': googleForms,
  helpscout,
  hubspot,
  intercom,
  jotform,
  limesurvey,
  'microsoft-forms': microsoftForms,
  qualtrics,
  refiner,
  satismeter,
  screeb,
  standard,
  surveycake,
  surveymonkey,
  surveysparrow,
  survicate,
  tally,
  typeform,
  wootric,
  zendesk,
};

export function providerNamed(name: ProviderName): Provider {
  return providers[name];
}
