import { askAtDoors } from '../askers/doors-and-askers';

askAtDoors();
