/* SPDX-License-Identifier: Apache-2.0
   A push that was sent twice and comes late, after its correction. Sound: the correction is a statement of its own.
   Broken: MUTABLE, both under one id, each writing over what is there. */
byte body=0; byte st1=0; byte st2=0; chan net=[3] of {byte};
active proctype T(){ net!1; net!1 /* client timed out and retried */ ; net!2; (empty(net)) -> 
#ifdef MUTABLE
  assert(body==2)
#else
  assert(st1==1 && st2==1)
#endif
}
active proctype H(){ byte m;
end: do
  :: atomic { if :: net??1 -> m=1 :: net??2 -> m=2 fi;
#ifdef MUTABLE
       body=m
#else
       if :: m==1 && st1==0 -> st1=1 :: m==2 && st2==0 -> st2=1 :: else -> skip fi
#endif
     }
  od }
