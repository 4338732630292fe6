// The floor of every start-up time: what the runtime itself needs before any program has done anything.
return 0;
