import fc from 'fast-check';

// A mutant is killed by any counterexample; the least one takes time and is read by nobody.
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });
