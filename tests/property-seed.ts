import fc from 'fast-check';

// The same examples on every machine, so that a red check means a change; another seed goes looking for new ones.
fc.configureGlobal({ seed: Number(process.env['RETOUR_PROPERTY_SEED'] ?? 20_261_122) });
