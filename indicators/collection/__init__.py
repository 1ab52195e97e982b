"""What is learnt from people met at the desk: always "among the people met", never mixed with the city's counts."""
