package synth
import ("testing";"os";"fmt";"time")
func TestZZ(t *testing.T){
 f,_:=FormatNamed("twcs")
 w,_:=os.Create("/tmp/w/synthx/o.csv"); tr,_:=os.Create("/tmp/w/synthx/o.truth")
 t0:=time.Now()
 st,err:=Write(Config{Seed:1,Posts:200000,Brands:Brands()},f,w,tr)
 fmt.Println(st,err,time.Since(t0))
}
