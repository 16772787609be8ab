/* SPDX-License-Identifier: Apache-2.0
   One tablet and one hub, another tablet that pushes once, an operator: the push, the feed, the outbox and a backup.
   Sound: as it is, with -DRESTORE, with -DRESTORE -DRELEASE, with -DPOISON. Broken, one mechanism less each:
   POSTMODE    the hub names the statement (Mechanism::Put)
   NOEPOCH     a hub that was put back does not say so (Epoch)
   DROPACKED   the outbox forgets at 2xx (Retain)
   RELEASEHEAD it forgets what is accepted, in a backup or not (Release)
   BADCURSOR   the cursor is kept before the rows (Cursor)
   NAIVE412    what is known counts as a conflict (Hash)
   HEADBLOCK   with POISON: the queue stops at what cannot be taken (Isolation) */
#define K 4          /* records: 0,1 by tablet A ; 2 by tablet B ; 3 = amendment (v2) of 0 by A */
#define F 12
#ifdef NOEPOCH
#define EPOK true
#else
#define EPOK (cep==epoch)
#endif
#if !defined(NOEPOCH) && !defined(DROPACKED)
#define BQ (bep==epoch)
#else
#define BQ true
#endif
#ifdef RESTORE
#define OPSDONE restored
#else
#define OPSDONE true
#endif
byte srv[K]; byte pos[K]; byte feed[F]; byte head=0; byte epoch=1;
byte bsrv[K]; byte bfeed[F]; byte bhead=0; bool bk=false; bool restored=false; byte confirmed_head=0;
bool has[K]; byte ob[K]; byte cur=0; byte cep=1; bool created[K]; bool bpushed=false;
bool quarantined=false; bool falseconf=false; byte bep=1; byte lossbudget=2; byte crashbudget=1;
bool afin=false;
byte i;

inline apply(k){ atomic{
  if
#ifdef POSTMODE
  :: true -> srv[k]++; feed[head]=k; head++
#else
  :: srv[k]==0 -> srv[k]=1; feed[head]=k; head++; pos[k]=head
  :: else -> skip                       /* same id, same body hash: 200, no new version, no new feed row */
#endif
  fi } }

#ifdef NAIVE412
inline deliver(k){ if :: (k==3 && srv[3]==1) -> falseconf=true :: !(k==3 && srv[3]==1) -> apply(k) fi }
#else
inline deliver(k){ apply(k) }
#endif
inline ack(k){
#ifdef DROPACKED
  ob[k]=0
#else
  ob[k]=2
#endif
}
inline syncEpoch(){
  skip;
#ifndef NOEPOCH
  atomic{ if :: cep!=epoch -> cep=epoch; cur=0; i=0; do :: i<K -> if :: ob[i]==2 -> ob[i]=1 :: else fi; i++ :: else -> break od :: else fi }
#endif
}
/* dependency: amendment 3 only after 0 is acked (per-record causal order) */
#define READY(k) (ob[k]==1 && (k!=3 || ob[0]!=1))
inline push(k){
  syncEpoch();
  if
#ifdef POISON
  :: k==1 ->                            /* server answers 422 for ever */
#ifdef HEADBLOCK
     skip
#else
     ob[1]=3; quarantined=true          /* dead-letter locally AND posted as rejected unit for a human */
#endif
  :: k!=1 ->
#else
  :: true ->
#endif
     if
     :: lossbudget>0 -> lossbudget--                       /* request lost */
     :: lossbudget>0 -> lossbudget--; apply(k);            /* applied, ack lost */
     :: deliver(k); ack(k)
     fi
  fi }

active proctype A(){
  byte n=0;
  do
  :: n<3 -> atomic{ if :: n==0 -> has[0]=true; ob[0]=1; created[0]=true :: n==1 -> has[1]=true; ob[1]=1; created[1]=true :: n==2 -> has[3]=true; ob[3]=1; created[3]=true fi; n++ }
#if defined(POISON) && defined(HEADBLOCK)
  :: ob[1]!=1 && READY(0) -> atomic{ push(0) }
  :: ob[1]==1 -> atomic { push(1) }
  :: ob[1]!=1 && READY(3) -> atomic{ push(3) }
#else
  :: READY(0) -> atomic{ push(0) }
  :: READY(1) -> atomic{ push(1) }
  :: READY(3) -> atomic{ push(3) }
#endif
#ifdef RELEASE      /* release rule: only below the durable position, same epoch */
  :: atomic{ bk && !restored && cep==epoch && ob[0]==2 && pos[0]<=bhead -> ob[0]=0 }
  :: atomic{ bk && !restored && cep==epoch && ob[1]==2 && pos[1]<=bhead -> ob[1]=0 }
  :: atomic{ bk && !restored && cep==epoch && ob[3]==2 && pos[3]<=bhead -> ob[3]=0 }
#endif
#ifdef RELEASEHEAD  /* wrong: release when accepted (below head) */
  :: atomic{ cep==epoch && ob[0]==2 && pos[0]<=head -> ob[0]=0 }
  :: atomic{ cep==epoch && ob[1]==2 && pos[1]<=head -> ob[1]=0 }
#endif
#ifdef BADCURSOR
  :: cur<head -> atomic{ syncEpoch() }; byte from=cur; byte to=head; cur=to;
     if :: crashbudget>0 -> crashbudget--; from=to /* crash: rows never stored */ :: true fi;
     do :: from<to -> has[feed[from]]=true; from++ :: else -> break od
#else
  :: cur<head || (cep!=epoch) -> atomic{ syncEpoch(); do :: cur<head -> has[feed[cur]]=true; cur++ :: else -> break od }
#endif
  :: n==3 && ob[0]!=1 && ob[1]!=1 && ob[3]!=1 && bpushed && cur>=head && OPSDONE && EPOK && BQ -> break
  od;
  afin=true
}
/* tablet B: pushes record 2 once, reliably; it too re-pushes after an epoch change unless DROPACKED/NOEPOCH */
active proctype B(){
  bool acked=false;
  do
  :: !acked -> atomic{ created[2]=true; apply(2); acked=true; bep=epoch; bpushed=true }
#if !defined(NOEPOCH) && !defined(DROPACKED)
  :: acked && bep!=epoch -> atomic{ bep=epoch; apply(2) }
#endif
  :: afin -> break
  od }
#ifdef RESTORE
active proctype Ops(){
  atomic{ i=0; do :: i<K -> bsrv[i]=srv[i]; i++ :: else -> break od; i=0; do :: i<F -> bfeed[i]=feed[i]; i++ :: else -> break od; bhead=head; bk=true };
  atomic{ i=0; do :: i<K -> srv[i]=bsrv[i]; i++ :: else -> break od; i=0; do :: i<F -> feed[i]=bfeed[i]; i++ :: else -> break od; head=bhead;
#ifndef NOEPOCH
    epoch++;
#endif
    restored=true }
}
#endif
active proctype Check(){ /* runs only when nothing else can: quiescence */
  (timeout) ->
  assert(srv[0]==1); 
#ifndef POISON
  assert(srv[1]==1);
#else
  assert(srv[1]==0 && quarantined);
#endif
  assert(srv[2]==1); assert(srv[3]==1);
  assert(has[2]);
  assert(!falseconf)
}
#ifdef LIVE
ltl live { <> afin }
#endif
