// The floor of every start-up time: the start of the runtime itself.
return 0;
