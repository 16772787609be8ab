/* SPDX-License-Identifier: Apache-2.0
   Three copies of one tablet push two statements each; answers get lost. Each place of a chain is taken once, what comes
   second is set aside and its sender gets a chain of its own. Broken:
   NOCHAIN   nobody looks at the place (Mechanism::Chain)
   SAMECHAIN every copy is given the same new chain, so that they meet again */
#define COPIES 3
#define UNITS 2
#define CHAINS 8
byte place[CHAINS * 4];        /* 1 + the unit that holds (chain, seq) */
bool taken[COPIES * UNITS];
bool aside[COPIES * UNITS];
byte given = 0;
byte lost = 3;                 /* answers that may get lost */
byte done = 0;
bool shared_place = false;

proctype Copy(byte me) {
  byte chain = 0; byte seq = 0; byte n = 0; byte unit; byte at; bool answered;
  do
  :: n < UNITS ->
     unit = me * UNITS + n; at = chain * 4 + seq; answered = false;
     do
     :: !answered -> atomic {
          if
#ifdef NOCHAIN
          :: true -> if :: place[at] != 0 && place[at] != unit + 1 -> shared_place = true :: else fi;
                     place[at] = unit + 1; taken[unit] = true;
                     if :: lost > 0 -> lost-- :: answered = true; seq++ fi
#else
          :: place[at] == 0 || place[at] == unit + 1 ->
             place[at] = unit + 1; taken[unit] = true;
             if :: lost > 0 -> lost-- :: answered = true; seq++ fi
          :: else ->
             aside[unit] = true;
             if
             :: lost > 0 -> lost--
             :: answered = true;
#ifdef SAMECHAIN
                chain = 1;
#else
                given++; chain = given;
#endif
                seq = 0
             fi
#endif
          fi }
     :: else -> break
     od;
     n++
  :: else -> break
  od;
  done++
}
init { atomic { run Copy(0); run Copy(1); run Copy(2) };
  done == COPIES ->
  assert(!shared_place);
  byte c = 0;
  do
  :: c < COPIES -> assert((taken[c * UNITS] || aside[c * UNITS]) && (taken[c * UNITS + 1] || aside[c * UNITS + 1]));
     assert(!(aside[c * UNITS] && aside[c * UNITS + 1])); c++   /* one meets the fork, the next stands in its own chain */
  :: else -> break
  od
}
