/* SPDX-License-Identifier: Apache-2.0
   A new program opens the store of an old one with two unsent statements in it, and may lose power at every write. The new
   schema is one transaction: all of it or nothing. Broken:
   INPLACE  each step lands by itself
   RECREATE a store that does not open is begun anew */
byte schema = 1; byte rows = 2; byte moved = 0;
bool half = false;             /* between two steps: an old program and a new one both refuse it */
byte cuts = 2;
bool ready = false;

inline lose_power() { if :: cuts > 0 -> cuts--; goto restart :: true fi }

active proctype Program() {
restart:
  if
  :: half ->
#ifdef RECREATE
     atomic { rows = 0; half = false; schema = 2 }
#else
     assert(false)
#endif
  :: schema == 2 -> skip
  :: else ->
#if defined(INPLACE) || defined(RECREATE)
     half = true; lose_power();
     rows = rows; lose_power();
     atomic { half = false; schema = 2 }
#else
     lose_power();
     atomic { schema = 2 };
     lose_power()
#endif
  fi;
  ready = true;
  assert(rows == 2 && schema == 2)
}
