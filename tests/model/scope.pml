/* SPDX-License-Identifier: Apache-2.0
   What a tablet may see changes while it has an unsent statement of the ward that it leaves. The cursor carries the version
   of the scope: another version gives the list of what goes, then everything of the new scope from the start. Broken:
   NOVERSION the cursor does not know of scopes
   PURGEALL  the purge takes the unsent statement with it */
#define ROWS 4
byte ward[ROWS];               /* of each row of the feed: 0 or 1; row 3 is the tablet's own */
bool has[ROWS]; bool fed[ROWS];
byte scope = 0; byte version = 0;
byte cursor = 0; byte known = 0;
bool pending = true;
bool changed = false;

inline hear() {
#ifndef NOVERSION
  if
  :: known != version -> atomic {
       byte r = 0;
       do
       :: r < ROWS ->
          if
#ifdef PURGEALL
          :: ward[r] != scope -> has[r] = false; if :: r == 3 -> pending = false :: else fi
#else
          :: ward[r] != scope && !(r == 3 && pending) -> has[r] = false
#endif
          :: else
          fi; r++
       :: else -> break
       od;
       known = version; cursor = 0 }
  :: else
  fi;
#endif
  atomic {
    do
    :: cursor < ROWS ->
       if :: fed[cursor] && ward[cursor] == scope -> has[cursor] = true :: else fi; cursor++
    :: else -> break
    od }
}
active proctype Tablet() {
  ward[0] = 0; ward[1] = 1; ward[2] = 0; ward[3] = 0;
  fed[0] = true; fed[1] = true; fed[2] = true; has[3] = true;
  byte pulls = 0;
  do
  :: pending -> atomic { fed[3] = true; pending = false }
  :: pulls < 3 -> hear(); pulls++
  :: pulls >= 3 && !pending && changed -> break
  od;
  hear(); hear();
  assert(fed[3]);
  assert(has[1] == (scope == 1));
  assert(has[0] == (scope == 0) && has[2] == (scope == 0));
}
active proctype Operator() { atomic { scope = 1; version = 1; changed = true } }
